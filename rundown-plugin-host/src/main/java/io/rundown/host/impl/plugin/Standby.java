package io.rundown.host.impl.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The services of a bundle that runs next to a plugin whose calls are held, to take its place: consumers do not see them
 * before that.
 */
public final class Standby {

    private final HeldPlugin plugin;
    private final Map<PluginService, HeldPublication> offered = new LinkedHashMap<>();
    private volatile boolean ended;

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

    /** Whether the bundle has taken the plugin's place. */
    boolean hasTakenOver() {
        return ended;
    }

    /** What waits. */
    private synchronized List<PluginService> offered() {
        return List.copyOf(offered.keySet());
    }

    /** The names of what consumers have, and the bundle does not offer with the same classes. */
    List<String> missing() {
        Map<HeldService, PluginService> successors = successors(plugin.services(), offered());
        return plugin.services().stream()
                .filter(held -> !successors.containsKey(held))
                .map(HeldService::names)
                .toList();
    }

    /** What consumers have, as the bundle offers it. */
    List<Want> wants() {
        List<Want> wants = new ArrayList<>();
        successors(plugin.services(), offered())
                .forEach((held, successor) -> held.instances()
                        .forEach(instance -> wants.add(new Want(successor, instance.consumer(), instance.target()))));
        return wants;
    }

    /** Which services are to carry on what consumers have: those with the same properties before others that are alike. */
    static Map<HeldService, PluginService> successors(
            Collection<HeldService> all, Collection<PluginService> candidates) {
        Map<HeldService, PluginService> successors = new LinkedHashMap<>();
        List<PluginService> left = new ArrayList<>(candidates);
        for (HeldService held : all) {
            pair(
                    successors,
                    left,
                    held,
                    candidate -> ServiceIdentity.haveSameProperties(held.original(), candidate.original()));
        }
        for (HeldService held : all) {
            if (!successors.containsKey(held)) {
                pair(successors, left, held, candidate -> true);
            }
        }
        return successors;
    }

    private static void pair(
            Map<HeldService, PluginService> successors,
            List<PluginService> left,
            HeldService held,
            Predicate<PluginService> condition) {
        for (PluginService candidate : left) {
            if (candidate.isPublishable()
                    && held.isLike(candidate)
                    && held.hasClassesOf(candidate)
                    && condition.test(candidate)) {
                successors.put(held, candidate);
                left.remove(candidate);
                return;
            }
        }
    }
}
