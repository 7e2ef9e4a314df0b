package io.rundown.host.impl;

import io.rundown.host.HostProperties;
import io.rundown.host.impl.config.LiveConfig;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedService;

/**
 * Settings from Config Admin, above all others, as of their arrival. Only this class needs Config Admin's API, which
 * may be missing.
 */
final class ConfigAdminSettings implements ManagedService {

    private static final String PREFIX = "rundown.";

    private final LiveConfig config;

    private ConfigAdminSettings(LiveConfig config) {
        this.config = config;
    }

    /**
     * Listens to the configuration of the host.
     *
     * @throws NoClassDefFoundError if the API of Config Admin is not there
     */
    static ServiceRegistration<?> register(BundleContext context, LiveConfig config) {
        return context.registerService(
                ManagedService.class,
                new ConfigAdminSettings(config),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, HostProperties.CONFIG_PID)));
    }

    @Override
    public void updated(@Nullable Dictionary<String, ?> properties) {
        Map<String, Object> settings = new HashMap<>();
        if (properties != null) {
            for (String key : Collections.list(properties.keys())) {
                settings.put(PREFIX + key, properties.get(key));
            }
        }
        config.layOver("configuration " + HostProperties.CONFIG_PID + ",", settings);
    }
}
