package io.rundown.itests.sample.api;

import java.util.List;

/** What a sample consumer component offers to the test; service property {@code kind} tells which. */
public interface EchoUser {

    /**
     * Calls every {@link Echo} that the component is bound to, in the order in which it was bound.
     *
     * @param text the text for each
     * @return the answers
     */
    List<String> callAll(String text);
}
