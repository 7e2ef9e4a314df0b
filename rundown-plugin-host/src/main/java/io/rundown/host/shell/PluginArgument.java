package io.rundown.host.shell;

import io.rundown.host.PluginDTO;
import java.util.List;
import java.util.stream.Collectors;

/** The plugin that somebody means. */
final class PluginArgument {

    private PluginArgument() {}

    /**
     * Finds it by its bundle id or its symbolic name.
     *
     * @throws IllegalArgumentException if there is none, or several have the name; the message lists them
     */
    static PluginDTO find(List<PluginDTO> plugins, String argument) {
        List<PluginDTO> found = plugins.stream()
                .filter(plugin -> argument.equals(Long.toString(plugin.bundleId)))
                .toList();
        if (found.isEmpty()) {
            found = plugins.stream()
                    .filter(plugin -> argument.equals(plugin.symbolicName))
                    .toList();
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    found.size() + " plugins are called '" + argument + "'; use the id: " + names(found));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no started plugin '" + argument + "'; "
                    + (plugins.isEmpty() ? "there is none at all" : "there are " + names(plugins)));
        }
        return found.get(0);
    }

    private static String names(List<PluginDTO> plugins) {
        return plugins.stream()
                .map(plugin -> plugin.symbolicName + " [" + plugin.bundleId + "]")
                .collect(Collectors.joining(", "));
    }
}
