package io.rundown.host.impl.config;

import java.util.HashMap;
import java.util.Map;

/**
 * The settings as they are now: framework properties, which stay, and above them what an administrator may lay over
 * them at any time. Whoever needs a setting asks for it when it is needed.
 */
public final class LiveConfig {

    private final HostConfig below;
    private volatile HostConfig present;
    private volatile DrainOverrides overrides = DrainOverrides.NONE;

    /** Without anything laid over them. */
    public LiveConfig(HostConfig frameworkProperties) {
        this.below = frameworkProperties;
        this.present = frameworkProperties;
    }

    /** All settings. The drain policy is that of plugins that set none of their own. */
    public HostConfig get() {
        return present;
    }

    /** The drain policy of a plugin that wants this one. */
    public DrainPolicy drainOf(String symbolicName, DrainPolicy wanted) {
        return overrides.of(symbolicName, wanted);
    }

    /**
     * Lays settings over those below, in place of what was laid over them before.
     *
     * @param origin what warnings call the source
     * @param settings by their full names
     */
    public void layOver(String origin, Map<String, ?> settings) {
        Map<String, Object> copy = new HashMap<>(settings);
        SettingReader reader = SettingReader.of(origin, copy);
        HostConfig next = HostConfig.read(reader, below);
        overrides = DrainOverrides.read(reader, copy.keySet(), next.drain());
        present = next;
    }
}
