package io.rundown.itests.sample.own;

/** A service whose provider exports this package. */
public interface Own {

    /**
     * Answers.
     *
     * @param text what to answer
     * @return the text and " owned"
     */
    String own(String text);
}
