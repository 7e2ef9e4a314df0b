package io.rundown.host.impl.plugin;

import io.rundown.host.impl.proxy.GuardedTarget;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a service that were obtained for consumers before their calls go to it. A {@link Trial} puts them here, and gives
 * back those that nobody has taken when it ends. All methods may be called by any thread; none calls out under the lock.
 */
final class PreparedObjects {

    private final Map<GuardedTarget, ServiceUse> uses = new IdentityHashMap<>();

    /**
     * Puts the object of one consumer's proxy here.
     *
     * @return the one that was here before, which the caller has to give back
     */
    @Nullable
    ServiceUse put(GuardedTarget target, ServiceUse use) {
        synchronized (uses) {
            return uses.put(target, use);
        }
    }

    /** Returns whether there is an object for a consumer's proxy. */
    boolean isFor(GuardedTarget target) {
        synchronized (uses) {
            return uses.containsKey(target);
        }
    }

    /** Takes the object of one consumer's proxy out; {@code null} if there is none. */
    @Nullable
    ServiceUse take(GuardedTarget target) {
        synchronized (uses) {
            return uses.remove(target);
        }
    }

    /** Gives back all that nobody has taken. */
    void giveBack() {
        List<ServiceUse> left;
        synchronized (uses) {
            left = List.copyOf(uses.values());
            uses.clear();
        }
        left.forEach(ServiceUse::giveBack);
    }
}
