package io.rundown.demo.wire;

import java.io.InputStream;

/** Reloads plugins: offered by a sample bundle that uses the plugin host, used by the JVM outside. */
@FunctionalInterface
public interface Operator {

    /**
     * Gives a plugin its next revision.
     *
     * @param bundleId the plugin
     * @param revision a jar
     * @return how it ended, as the host's report calls it
     */
    String reload(long bundleId, InputStream revision) throws InterruptedException;
}
