package io.rundown.itests.soak;

import java.util.Random;
import org.osgi.framework.Bundle;

/** What an operator does to a plugin. */
@FunctionalInterface
interface Event {

    /**
     * Does it.
     *
     * @param i which of the plugins of the soak
     * @param plugin what is installed in its place now
     */
    void happen(int i, Bundle plugin, Random random) throws Exception;
}
