package io.rundown.host.impl.plugin;

import io.rundown.host.impl.proxy.GuardedProxy;
import io.rundown.host.impl.proxy.GuardedTarget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** What one consumer has of a service between two revisions of the plugin. Flags are guarded by its {@link HeldService}. */
final class HeldInstance {

    private final GuardedTarget target;
    private final Object proxy;
    private final Bundle consumer;
    private boolean beingCarriedOn;
    private boolean takenBack;
    private @Nullable PluginService withoutObjectOf;

    HeldInstance(GuardedTarget target, Object proxy, Bundle consumer) {
        this.target = target;
        this.proxy = proxy;
        this.consumer = consumer;
    }

    GuardedTarget target() {
        return target;
    }

    Object proxy() {
        return proxy;
    }

    Bundle consumer() {
        return consumer;
    }

    /** Whether an object is all that the proxy claims to be. */
    boolean fits(Object object) {
        return Arrays.stream(proxy.getClass().getInterfaces())
                .filter(type -> type != GuardedProxy.class)
                .allMatch(type -> type.isInstance(object));
    }

    boolean isBeingCarriedOn() {
        return beingCarriedOn;
    }

    void setBeingCarriedOn(boolean now) {
        beingCarriedOn = now;
    }

    boolean isTakenBack() {
        return takenBack;
    }

    void setTakenBack() {
        takenBack = true;
    }

    /** Whether the service had no object for the consumer when it was asked last. It is asked again at the next call. */
    boolean isWithoutObjectOf(PluginService service) {
        return withoutObjectOf == service;
    }

    void setWithoutObjectOf(PluginService service) {
        withoutObjectOf = service;
    }
}
