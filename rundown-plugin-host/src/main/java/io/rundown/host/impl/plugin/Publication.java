package io.rundown.host.impl.plugin;

import org.osgi.framework.BundleContext;

/** How the proxy of a service stands in the service registry. */
interface Publication {

    /**
     * Puts it there; only the first call does.
     *
     * @param provider the plugin's context
     */
    void publish(BundleContext provider);

    /** Passes on changed properties of the original. */
    void propertiesChanged();

    /**
     * Takes it out. Consumers are told on this thread.
     *
     * @return whether this call did it
     */
    boolean withdraw();
}
