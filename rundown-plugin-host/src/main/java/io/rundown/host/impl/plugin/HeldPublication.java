package io.rundown.host.impl.plugin;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * How a service of a plugin stands in the service registry whose calls are held: by the {@link HeldService} that it
 * carries on, or a new one.
 */
final class HeldPublication implements Publication {

    private final HeldPlugin plugin;
    private final PluginService service;
    private final AtomicBoolean published = new AtomicBoolean();
    private volatile @Nullable HeldService held;

    HeldPublication(HeldPlugin plugin, PluginService service) {
        this.plugin = plugin;
        this.service = service;
    }

    @Override
    public void publish(BundleContext provider) {
        if (published.compareAndSet(false, true)) {
            plugin.publish(service, this);
        }
    }

    /** The service is this one's from now on, or will be when its bundle has started. */
    void isOf(HeldService carriedOn) {
        held = carriedOn;
    }

    /** What consumers have; {@code null} before it is published. */
    @Nullable
    HeldService held() {
        return held;
    }

    @Override
    public void propertiesChanged() {
        HeldService carriedOn = held;
        if (carriedOn != null) {
            carriedOn.propertiesChanged(service);
        }
    }

    @Override
    public boolean withdraw() {
        HeldService carriedOn = held;
        return carriedOn != null && carriedOn.withdraw(service);
    }
}
