package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.host.impl.proxy.GuardedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * One service object, the gate in front of it, the proxy that consumers have, and the uses that keep
 * the object alive. Fields that change are guarded by the lock of the {@link PluginService}.
 */
final class GuardedInstance {

    /** How an object of the original relates to the bundles that use it. */
    enum Sharing {
        /** The object is the service; it lives until the service is unregistered. */
        SERVICE,

        /** All bundles get the same object, which lives while any of them uses it. */
        WHILE_USED,

        /** Made for one bundle, or for one request. */
        EXCLUSIVE
    }

    private final GuardedTarget target;
    private final Object proxy;
    private final Sharing sharing;
    private final @Nullable ServiceUse ownUse;
    private final List<ServiceUse> uses = new ArrayList<>();
    private final AtomicBoolean released = new AtomicBoolean();
    private boolean retired;

    /** Set before another revision gets the target. */
    private volatile @Nullable CallGate passedGate;

    private int attachments;
    private Runnable lateResults = () -> {};

    /**
     * An instance that nobody uses yet.
     *
     * @param ownUse the host's use, which keeps the object alive when a consumer stops amid its call
     */
    GuardedInstance(GuardedTarget target, Object proxy, Sharing sharing, @Nullable ServiceUse ownUse) {
        this.target = target;
        this.proxy = proxy;
        this.sharing = sharing;
        this.ownUse = ownUse;
    }

    GuardedTarget target() {
        return target;
    }

    /** What its only consumer has, for the next revision of the plugin. */
    HeldInstance held() {
        return new HeldInstance(target, proxy, uses.get(0).bundle());
    }

    /** The bundles that use it. Needs the lock. */
    List<Bundle> consumers() {
        return uses.stream().map(ServiceUse::bundle).toList();
    }

    CallGate gate() {
        return target.gate();
    }

    void awaitLateResults() {
        target.awaitLateResults();
    }

    Object proxy() {
        return proxy;
    }

    Sharing sharing() {
        return sharing;
    }

    /** Whether another use of {@code object} can go through this instance. Needs the lock. */
    boolean takes(Object object) {
        return !retired && sharing != Sharing.EXCLUSIVE && target.object() == object;
    }

    /** Needs the lock. */
    void add(ServiceUse use) {
        uses.add(use);
    }

    /**
     * Takes out the use of one bundle. If it was the last one, and the object lives only while used,
     * the instance is retired and the use stays with it. Needs the lock.
     *
     * @return the use to give back now; {@code null} if the instance is retired, or there is none
     */
    @Nullable
    ServiceUse remove(long bundleId) {
        for (ServiceUse use : uses) {
            if (use.bundleId() == bundleId) {
                if (uses.size() == 1 && sharing != Sharing.SERVICE) {
                    retired = true;
                    return null;
                }
                uses.remove(use);
                return use;
            }
        }
        return null;
    }

    /** Whether nothing new goes through it. Needs the lock. */
    boolean retired() {
        return retired;
    }

    /** Takes out all uses, to be given back without the lock. Needs the lock. */
    List<ServiceUse> takeUses() {
        List<ServiceUse> all = List.copyOf(uses);
        uses.clear();
        return all;
    }

    /** Gives back what kept the object alive, once, and leaves the target for another object. Without the lock. */
    void detach(List<ServiceUse> takenUses) {
        takenUses.forEach(ServiceUse::giveBack);
        if (released.compareAndSet(false, true)) {
            target.detach();
            if (ownUse != null) {
                ownUse.giveBack();
            }
        }
    }

    /** The next revision is to have the target. Calls may still be inside by the gate that it has. */
    void leaveBehind() {
        passedGate = gate();
        lateResults = target.takeLateResults();
        target.awaitLateResults(); // of calls that are still inside
        attachments = target.attachments();
    }

    /**
     * Another revision is to have the target at once, while calls may still be inside by the gate it has.
     *
     * @param next a gate of its own for that revision
     * @return the gate it had
     */
    CallGate handOn(CallGate next) {
        leaveBehind();
        next.beginRundown();
        target.exchangeGate(next);
        return passedGate();
    }

    /** The gate by which calls came in before another revision got the target. */
    CallGate passedGate() {
        CallGate passed = passedGate;
        return passed == null ? gate() : passed;
    }

    /**
     * Gives back what kept the object alive, once. The target loses the object, unless another revision has the target. Without the
     * lock.
     */
    void release(List<ServiceUse> takenUses) {
        takenUses.forEach(ServiceUse::giveBack);
        lateResults.run();
        if (released.compareAndSet(false, true)) {
            if (passedGate == null) {
                target.release();
            } else {
                target.detachUnlessAttachedSince(attachments);
            }
            if (ownUse != null) {
                ownUse.giveBack();
            }
        }
    }
}
