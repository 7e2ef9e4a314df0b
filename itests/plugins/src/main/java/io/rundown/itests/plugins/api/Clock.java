package io.rundown.itests.plugins.api;

/** What the provider offers. */
public interface Clock {

    /** The version of the revision that answers. */
    String version();

    /** Stays inside for so long. */
    void stay(long millis) throws InterruptedException;
}
