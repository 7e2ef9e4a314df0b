package io.rundown.host.impl.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The services of a bundle that runs next to a plugin whose calls are held, to take its place: consumers do not see them
 * before that.
 */
public final class Standby {

    private final HeldPlugin plugin;
    private final Map<PluginService, HeldPublication> offered = new LinkedHashMap<>();
    private boolean ended;

    Standby(HeldPlugin plugin) {
        this.plugin = plugin;
    }

    /** The plugin whose place is to be taken. */
    HeldPlugin plugin() {
        return plugin;
    }

    /**
     * A service of the bundle is registered.
     *
     * @return whether it waits; if not, it is to be published as always
     */
    synchronized boolean add(PluginService service, HeldPublication publication) {
        if (!ended) {
            offered.put(service, publication);
        }
        return !ended;
    }

    /** The time of waiting is over. What waited until then is given, once. */
    synchronized Map<PluginService, HeldPublication> end() {
        ended = true;
        Map<PluginService, HeldPublication> all = new LinkedHashMap<>(offered);
        offered.clear();
        return all;
    }

    /** What waits. */
    private synchronized List<PluginService> offered() {
        return List.copyOf(offered.keySet());
    }

    /** The names of what consumers have, and the bundle does not offer with the same classes. */
    List<String> missing() {
        List<PluginService> left = new ArrayList<>(offered());
        List<String> missing = new ArrayList<>();
        for (HeldService held : plugin.services()) {
            PluginService successor = successorOf(held, left);
            if (successor == null) {
                missing.add(held.names());
            } else {
                left.remove(successor);
            }
        }
        return missing;
    }

    /** The one among some services that is to carry on what consumers have; {@code null} if there is none. */
    static @Nullable PluginService successorOf(HeldService held, Iterable<PluginService> candidates) {
        PluginService found = null;
        for (PluginService candidate : candidates) {
            if (candidate.isPublishable() && held.isLike(candidate) && held.hasClassesOf(candidate)) {
                if (ServiceIdentity.haveSameProperties(held.original(), candidate.original())) {
                    return candidate;
                }
                found = found == null ? candidate : found;
            }
        }
        return found;
    }
}
