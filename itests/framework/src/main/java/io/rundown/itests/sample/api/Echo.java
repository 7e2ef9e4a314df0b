package io.rundown.itests.sample.api;

/** The service of the sample plugins. */
public interface Echo {

    /**
     * Answers after whatever the test has put on the {@link
     * io.rundown.itests.sample.stage.Stage stage} for this text.
     *
     * @param text what to answer, and the name of the call
     * @return the text and " echoed"
     */
    String echo(String text);

    /**
     * A quick call for load tests.
     *
     * @return the sum
     */
    default int add(int a, int b) {
        return a + b;
    }
}
