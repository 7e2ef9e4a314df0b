package io.rundown.host;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plugin host, as a service: shows the plugins and their drains. Any thread may call it; no method
 * blocks.
 */
@ProviderType
public interface PluginHost {

    /**
     * The plugins that are starting, active or draining.
     *
     * @return a snapshot, ordered by bundle id
     */
    List<PluginDTO> plugins();

    /**
     * The last drains: those of whole plugins, and those of single services that had to wait.
     *
     * @return at most the last 100 ended drains, oldest first, without holders
     */
    List<DrainReport> history();
}
