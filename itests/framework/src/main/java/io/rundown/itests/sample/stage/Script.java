package io.rundown.itests.sample.stage;

/** What a test wants to happen inside a call of a plugin. */
@FunctionalInterface
public interface Script {

    /** Runs on the thread that is inside the plugin. */
    void run() throws Exception;
}
