package io.rundown.host.impl.config;

import io.rundown.host.HostProperties;
import io.rundown.host.TimeoutAction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator wants of drains, whatever the plugins say: for all plugins, and for single ones by a key
 * that ends with the plugin's symbolic name.
 */
final class DrainOverrides {

    static final DrainOverrides NONE = new DrainOverrides(Map.of(), Map.of());

    private static final String FOR_ALL = "";

    private final Map<String, Duration> timeouts;
    private final Map<String, TimeoutAction> actions;

    private DrainOverrides(Map<String, Duration> timeouts, Map<String, TimeoutAction> actions) {
        this.timeouts = Map.copyOf(timeouts);
        this.actions = Map.copyOf(actions);
    }

    /**
     * Reads them.
     *
     * @param keys all there are
     * @param forAll what has been read for all plugins
     */
    static DrainOverrides read(SettingReader settings, Set<String> keys, DrainPolicy forAll) {
        Map<String, Duration> timeouts = new HashMap<>();
        Map<String, TimeoutAction> actions = new HashMap<>();
        if (keys.contains(HostProperties.DRAIN_TIMEOUT)) {
            timeouts.put(FOR_ALL, forAll.timeout());
        }
        if (keys.contains(HostProperties.DRAIN_ON_TIMEOUT)) {
            actions.put(FOR_ALL, forAll.onTimeout());
        }
        for (String key : keys) {
            String timeoutOf = plugin(key, HostProperties.DRAIN_TIMEOUT);
            if (timeoutOf != null) {
                timeouts.put(timeoutOf, settings.duration(key, forAll.timeout()));
            }
            String actionOf = plugin(key, HostProperties.DRAIN_ON_TIMEOUT);
            if (actionOf != null) {
                actions.put(actionOf, settings.timeoutAction(key, forAll.onTimeout()));
            }
        }
        return new DrainOverrides(timeouts, actions);
    }

    private static @Nullable String plugin(String key, String setting) {
        return key.startsWith(setting + ".") ? key.substring(setting.length() + 1) : null;
    }

    /** The policy of a plugin that would have this one. */
    DrainPolicy of(String symbolicName, DrainPolicy policy) {
        Duration timeout = timeouts.getOrDefault(symbolicName, timeouts.getOrDefault(FOR_ALL, policy.timeout()));
        TimeoutAction action = actions.getOrDefault(symbolicName, actions.getOrDefault(FOR_ALL, policy.onTimeout()));
        return new DrainPolicy(timeout, action);
    }
}
