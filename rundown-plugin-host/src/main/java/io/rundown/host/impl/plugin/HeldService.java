package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.RundownRefFactory;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.hold.WaitingCalls;
import io.rundown.host.impl.proxy.GuardedTarget;
import io.rundown.host.impl.proxy.LateCalls;
import io.rundown.host.impl.proxy.ProxyClasses;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A service as consumers have it while the revisions of its plugin come and go: one registration, and one proxy for
 * each consumer. It is carried by a {@link PluginService}, or by none in the gap between two revisions; then calls
 * wait. Once given up it is never carried again.
 *
 * <p>The lock guards which service carries it, and what waits to be carried on. Nothing is called out while it is held.
 */
final class HeldService implements ProxySource, LateCalls {

    /** How it went with handing what a consumer has to the next revision. */
    enum CarryingOn {
        /** The consumer's proxy leads to the new revision. */
        DONE,
        /** The consumer has gone, or the service has nothing for it. */
        NOT_WANTED,
        /** The new revision is stopping, or its service has gone. */
        NOT_NOW,
        /** The new object lacks an interface that the consumer's proxy has. */
        DOES_NOT_FIT
    }

    private final HeldPlugin plugin;
    private final String names;
    private final List<Class<?>> interfaces;
    private final boolean shared;
    private final RundownRefFactory refs;
    private final WaitingCalls calls;
    private final ProxyRegistration registration;
    private final ProxyClasses proxyClasses;
    private final Object lock = new Object();
    private final List<HeldInstance> waiting = new ArrayList<>();
    private volatile @Nullable PluginService carrier;
    private volatile @Nullable PluginService next;
    private volatile @Nullable String givenUp;
    private volatile int gaps;
    private volatile long knownBy;

    HeldService(
            HeldPlugin plugin, PluginService first, RundownRefFactory refs, WaitingCalls calls, ProxyClasses classes) {
        this.plugin = plugin;
        this.names = first.names();
        this.interfaces = first.interfaces();
        this.shared = !ServiceUse.isPrototype(first.original());
        this.refs = refs;
        this.calls = calls;
        this.proxyClasses = classes;
        this.carrier = first;
        this.knownBy = ServiceProperties.serviceId(first.original());
        this.registration = new ProxyRegistration(first.original(), new ProxyFactory(this));
    }

    /** Registers it. */
    void publish(BundleContext registrar) {
        registration.publish(registrar);
    }

    /** What is registered; of the original that carries it, or did. */
    ServiceReference<?> original() {
        return registration.original();
    }

    /** Whether its proxy is registered as that of an original with this id. */
    boolean isKnownBy(long serviceId) {
        return serviceId == knownBy || serviceId == ServiceProperties.serviceId(original());
    }

    boolean isInGap() {
        return carrier == null && givenUp == null;
    }

    boolean isGivenUp() {
        return givenUp != null;
    }

    /** Counts the gaps, so that somebody who waits for the end of one does not take another for it. */
    int gaps() {
        return gaps;
    }

    /** Whether a service of a new revision is the same to consumers. Classes are compared by {@link #hasClassesOf}. */
    boolean isLike(PluginService other) {
        return ServiceIdentity.of(original()).equals(ServiceIdentity.of(other.original()));
    }

    /** Whether consumers of this can cast to what the other is registered under. */
    boolean hasClassesOf(PluginService other) {
        return interfaces.equals(other.interfaces());
    }

    /** Whether a bundle sees the service's classes as the plugin does. */
    boolean isCompatibleWith(Bundle consumer) {
        return interfaces.stream().allMatch(type -> ClassSpace.isCompatible(consumer, type));
    }

    /** The claim of a service that is to carry it on; a second claim fails. */
    boolean claim(PluginService claimant) {
        synchronized (lock) {
            if (carrier != null || next != null || givenUp != null) {
                return false;
            }
            next = claimant;
            return true;
        }
    }

    // what consumers do

    @Override
    public @Nullable Object obtain(Bundle consumer) {
        while (true) {
            PluginService present = carrier;
            if (present != null) {
                PluginService.Obtained obtained = present.tryObtain(consumer);
                // asked in this order: it holds until it has ceased to be the carrier
                if (obtained.wasAsked() || (!present.isHolding() && carrier == present)) {
                    return obtained.proxy();
                }
            }
            HeldInstance instance = newInstance(consumer);
            synchronized (lock) {
                if (givenUp != null) {
                    return null;
                }
                if (carrier == present) {
                    waiting.add(instance);
                    return instance.proxy();
                }
            }
        }
    }

    private HeldInstance newInstance(Bundle consumer) {
        GuardedTarget target = newTarget();
        target.gate().beginRundown();
        return new HeldInstance(target, proxyClasses.proxy(interfaces, target), consumer);
    }

    /** A target for one consumer. */
    GuardedTarget newTarget() {
        return GuardedTarget.exchangeable(refs.createGate(plugin.name() + "/" + names), this, this, shared);
    }

    @Override
    public void takeBack(Bundle consumer, Object proxy) {
        PluginService present = carrier;
        if (present != null && present.tryTakeBack(consumer, proxy)) {
            return;
        }
        HeldInstance found = null;
        synchronized (lock) {
            for (HeldInstance instance : waiting) {
                if (instance.proxy() == proxy) {
                    found = instance;
                    break;
                }
            }
            if (found != null && found.isBeingCarriedOn()) {
                found.setTakenBack();
                return;
            }
            waiting.remove(found);
        }
        if (found != null) {
            found.target().release();
        } else if (carrier != present && carrier != null) {
            takeBack(consumer, proxy); // it was carried on between the two looks
        }
    }

    // from one revision to the next

    /**
     * The gap begins: what consumers have waits for the next revision.
     *
     * @return all instances of the service that carried it
     */
    List<GuardedInstance> beginGap(PluginService from) {
        synchronized (lock) {
            List<GuardedInstance> all = from.takeInstances();
            if (carrier == from || next == from) { // or it was still about to carry on the last of them
                carrier = null;
                next = null;
                gaps++;
                all.stream().filter(instance -> !instance.retired()).forEach(instance -> waiting.add(instance.held()));
            }
            return all;
        }
    }

    /** There will be no gap: the drain of the service that carries it was given up. */
    void goOn(PluginService present) {
        synchronized (lock) {
            if (carrier != present || givenUp != null) {
                return;
            }
            next = present; // for those that came while it drained
        }
        carryOn();
    }

    /**
     * The gap ends: what consumers have leads to the service that has claimed it, and calls go on.
     *
     * @return whether that worked; if not, the gap goes on, or the service was given up
     */
    boolean carryOn() {
        PluginService claimant = next;
        while (claimant != null) {
            HeldInstance instance = nextToCarryOn(claimant);
            if (instance == null) {
                boolean carried = carrier == claimant;
                calls.changed();
                if (carried) {
                    registration.repoint(claimant.original());
                    knownBy = ServiceProperties.serviceId(claimant.original());
                }
                return carried;
            }
            CarryingOn result = claimant.carryOn(instance);
            calls.changed();
            boolean takenBack;
            synchronized (lock) {
                instance.setBeingCarriedOn(false);
                takenBack = instance.isTakenBack();
                if (takenBack || result == CarryingOn.DONE || result == CarryingOn.NOT_WANTED) {
                    waiting.remove(instance);
                }
                if (result == CarryingOn.NOT_NOW && next == claimant) {
                    next = null;
                }
            }
            switch (result) {
                case DONE -> {
                    if (takenBack && !claimant.tryTakeBack(instance.consumer(), instance.proxy())) {
                        takeBack(instance.consumer(), instance.proxy()); // it waits for yet another revision
                    }
                }
                case NOT_WANTED -> instance.target().release();
                case NOT_NOW -> {
                    return false;
                }
                case DOES_NOT_FIT -> {
                    giveUp("the new revision's object is not of all the types that consumers have it as");
                    return false;
                }
            }
        }
        return false;
    }

    /** The next instance to carry on; if there is none left, the claimant becomes the carrier. */
    private @Nullable HeldInstance nextToCarryOn(PluginService claimant) {
        synchronized (lock) {
            if (next != claimant || givenUp != null) {
                return null;
            }
            for (HeldInstance instance : waiting) {
                if (!instance.isBeingCarriedOn()) {
                    instance.setBeingCarriedOn(true);
                    return instance;
                }
            }
            next = null;
            carrier = claimant;
            return null;
        }
    }

    /**
     * The service that carries it is withdrawn, or one that was to.
     *
     * @return whether consumers have lost it by that
     */
    boolean withdraw(PluginService service) {
        synchronized (lock) {
            if (next == service) {
                next = null; // never published
                return false;
            }
            if (carrier != service) {
                return false;
            }
        }
        return giveUp("the service has been unregistered");
    }

    /**
     * No revision will carry it on: calls that wait are refused, consumers lose it.
     *
     * @return whether this call did it
     */
    boolean giveUp(String reason) {
        List<HeldInstance> left;
        synchronized (lock) {
            if (givenUp != null) {
                return false;
            }
            givenUp = reason;
            left = List.copyOf(waiting);
            waiting.clear();
            next = null;
        }
        calls.changed(); // before consumers are told, who may wait for a call that waits
        boolean withdrawn = registration.withdraw();
        left.forEach(instance -> instance.target().release());
        plugin.forget(this);
        return withdrawn;
    }

    void propertiesChanged(PluginService service) {
        if (carrier == service) {
            registration.propertiesChanged();
        }
    }

    // what calls do that a gate did not let in

    @Override
    public CallToken admit(GuardedTarget target) {
        PluginService present = carrier;
        if (present != null && present.isInsideWhileDraining()) {
            return NestedCall.TOKEN;
        }
        if (plugin.isUpdatedByCurrentThread()) {
            return admitUpdater(target.gate());
        }
        return calls.enter(target.gate(), this::obstacle, this::refusal);
    }

    /**
     * The thread that takes the plugin to its next revision would wait for itself. While it starts the bundle it is let
     * through to what was registered already.
     */
    private CallToken admitUpdater(CallGate gate) {
        carryOn();
        CallToken token = gate.enter();
        if (token == null) {
            String obstacle = obstacle();
            throw refusal(
                    obstacle != null
                            ? obstacle
                            : "the thread that updates the plugin has called it, and cannot wait for itself");
        }
        return token;
    }

    private @Nullable String obstacle() {
        String reason = givenUp;
        if (reason != null) {
            return reason;
        }
        PluginService present = carrier;
        if (present == null || present.isHolding()) {
            return null;
        }
        String whyRefused = present.whyRefused();
        return carrier == present ? whyRefused : null; // it holds until it has ceased to be the carrier
    }

    private PluginUnavailableException refusal(String reason) {
        return plugin.refusals(names, reason).refuse();
    }

    @Override
    public RuntimeException refuse() {
        String reason = obstacle();
        return refusal(reason == null ? "the plugin is between two revisions" : reason);
    }

    @Override
    public LateCalls afterwards() {
        String reason = obstacle();
        return plugin.refusals(names, reason == null ? "the service has gone" : reason);
    }

    @Override
    public RundownGuard keep() {
        PluginService present = carrier;
        if (present == null) {
            throw new IllegalStateException(
                    "service " + names + " of plugin " + plugin.name() + " is between revisions");
        }
        return present.keep();
    }

    @Override
    public String toString() {
        return names + " of " + plugin.name();
    }
}
