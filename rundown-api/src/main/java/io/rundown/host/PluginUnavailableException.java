package io.rundown.host;

import java.util.Objects;
import org.osgi.framework.ServiceException;

/**
 * A service of a plugin was called after the plugin had begun to stop, or after the service was
 * unregistered: by a consumer that had not let go of it yet. Nothing of the plugin was run. The
 * consumer should drop the service object and look the service up again.
 *
 * <p>Its {@linkplain ServiceException#getType() type} is {@link ServiceException#UNREGISTERED}.
 */
public final class PluginUnavailableException extends ServiceException {

    private static final long serialVersionUID = 1L;

    private final String plugin;
    private final String service;

    /**
     * Tells that a call was refused.
     *
     * @param plugin symbolic name of the plugin
     * @param service what the caller called: the interface names of the service
     * @param reason why, as a clause
     * @throws NullPointerException if an argument is null
     */
    public PluginUnavailableException(String plugin, String service, String reason) {
        super(
                "call to service [" + service + "] of plugin '" + plugin + "' refused: "
                        + Objects.requireNonNull(reason, "reason"),
                UNREGISTERED);
        this.plugin = Objects.requireNonNull(plugin, "plugin");
        this.service = Objects.requireNonNull(service, "service");
    }

    /**
     * The plugin whose service was called.
     *
     * @return its symbolic name
     */
    public String plugin() {
        return plugin;
    }

    /**
     * The service that was called.
     *
     * @return the names it is registered under, separated by commas
     */
    public String service() {
        return service;
    }
}
