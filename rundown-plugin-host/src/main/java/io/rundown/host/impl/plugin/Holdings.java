package io.rundown.host.impl.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/**
 * Which bundles held objects of which services of a plugin at one moment, for a plugin whose calls are not held: consumers look up the
 * services of the next revision themselves.
 */
final class Holdings implements Demand {

    private final Map<ServiceReference<?>, List<Bundle>> consumers = new LinkedHashMap<>();
    private final Supplier<@Nullable Plugin> next;

    /**
     * Looks at a plugin.
     *
     * @param next gives the plugin of the next revision; {@code null} while there is none
     */
    Holdings(Plugin present, Supplier<@Nullable Plugin> next) {
        this.next = next;
        for (PluginService service : present.guardedServices()) {
            List<Bundle> holders = service.isWithdrawn() ? List.of() : service.consumers();
            if (!holders.isEmpty()) {
                consumers.put(service.original(), holders);
            }
        }
    }

    @Override
    public List<String> missing() {
        Map<ServiceReference<?>, PluginService> successors = successors();
        return consumers.keySet().stream()
                .filter(held -> !successors.containsKey(held))
                .map(held -> String.join(",", Guardability.names(held)))
                .toList();
    }

    @Override
    public List<Want> wants() {
        List<Want> wants = new ArrayList<>();
        successors()
                .forEach((held, successor) -> consumers
                        .getOrDefault(held, List.of())
                        .forEach(consumer -> wants.add(new Want(successor, consumer, null))));
        return wants;
    }

    /** Services with the same properties come before others that are alike. */
    private Map<ServiceReference<?>, PluginService> successors() {
        Plugin plugin = next.get();
        Map<ServiceReference<?>, PluginService> successors = new LinkedHashMap<>();
        List<PluginService> left = plugin == null ? new ArrayList<>() : new ArrayList<>(plugin.guardedServices());
        for (boolean sameProperties : new boolean[] {true, false}) {
            for (ServiceReference<?> held : consumers.keySet()) {
                if (!successors.containsKey(held)) {
                    left.stream()
                            .filter(candidate -> succeeds(candidate, held, sameProperties))
                            .findFirst()
                            .ifPresent(found -> successors.put(held, found));
                    left.remove(successors.get(held));
                }
            }
        }
        return successors;
    }

    private static boolean succeeds(PluginService candidate, ServiceReference<?> held, boolean sameProperties) {
        return candidate.isPublishable()
                && ServiceIdentity.of(held).equals(ServiceIdentity.of(candidate.original()))
                && (!sameProperties || ServiceIdentity.haveSameProperties(held, candidate.original()));
    }
}
