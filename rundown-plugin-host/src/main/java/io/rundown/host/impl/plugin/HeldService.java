package io.rundown.host.impl.plugin;

import io.rundown.RundownRefFactory;
import io.rundown.host.impl.hold.WaitingCalls;
import io.rundown.host.impl.plugin.Obtained.Answer;
import io.rundown.host.impl.proxy.GuardedTarget;
import io.rundown.host.impl.proxy.ProxyClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A service as consumers have it while the revisions of its plugin come and go: one registration, and one proxy for
 * each consumer. It is carried by a {@link PluginService}, or by none in the gap between two revisions; then calls
 * wait. The service that is to carry it next claims it, and becomes the carrier when it has taken over, one by one, what
 * consumers have. Once given up it is never carried again.
 *
 * <p>The lock guards who carries it, and what waits to be carried on. Nothing is called out while it is held.
 */
final class HeldService implements ProxySource {

    /** How it went with handing what a consumer has to the next revision. */
    enum CarryingOn {
        /** The consumer's proxy leads to the new revision. */
        DONE,
        /** The consumer has gone. */
        NOT_WANTED,
        /** The new service has nothing for the consumer at the moment. */
        NO_OBJECT,
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
    private final HeldCalls lateCalls;
    private final ProxyRegistration registration;
    private final ProxyClasses proxyClasses;

    /** Stands for the service in the proxies, which outlive it. */
    private final Object identity = new Object();

    /** How long a factory that has failed is left alone. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Object lock = new Object();
    private final List<HeldInstance> waiting = new ArrayList<>();
    private volatile @Nullable PluginService carrier;
    private volatile @Nullable PluginService next;

    /** What carried it, while nothing does. */
    private volatile @Nullable PluginService handedOverBy;

    private volatile @Nullable String givenUp;
    private volatile int gaps;

    /** When a service had no object for a consumer. Guarded by the lock. */
    private long lastFailure;

    /** Counts every change of what is guarded by the lock, but for instances that come. */
    private volatile int moves;

    private volatile long knownBy;

    HeldService(
            HeldPlugin plugin, PluginService first, RundownRefFactory refs, WaitingCalls calls, ProxyClasses classes) {
        this.plugin = plugin;
        this.names = first.names();
        this.interfaces = first.interfaces();
        this.shared = !ServiceUse.isPrototype(first.original());
        this.refs = refs;
        this.calls = calls;
        this.lateCalls = new HeldCalls(plugin, this, calls);
        this.proxyClasses = classes;
        this.carrier = first;
        this.knownBy = ServiceProperties.serviceId(first.original());
        this.registration = new ProxyRegistration(first.original(), new ProxyFactory(this));
    }

    /** Registers it. */
    void publish(BundleContext registrar) {
        registration.publish(registrar);
    }

    /** The original that carries it, or did. */
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

    /** Whether a revision that has started is taking over. */
    boolean isBeingCarriedOn() {
        PluginService claimant = next;
        return claimant != null && !claimant.isOfStartingPlugin();
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
            moves++;
            return true;
        }
    }

    // what consumers do

    @Override
    public @Nullable Object obtain(Bundle consumer) {
        while (true) {
            PluginService present = carrier;
            Obtained obtained = present == null ? Obtained.without(Answer.CLOSED) : present.tryObtain(consumer);
            if (obtained.isFinal()) {
                return obtained.proxy();
            }
            HeldInstance instance = newInstance(consumer);
            if (obtained.answer() == Answer.CONSUMER_GONE) {
                instance.target().decideBy(plugin.refusals(names, PluginService.CONSUMER_STOPPED));
                instance.target().release();
                return instance.proxy();
            }
            boolean waits;
            synchronized (lock) {
                waits = givenUp == null;
                if (waits && carrier != present) {
                    continue;
                }
                if (waits) {
                    waiting.add(instance);
                }
            }
            if (!waits) {
                instance.target().release();
            } else if (present != null && present.isPublishable()) {
                goOn(present); // its drain was given up meanwhile
            }
            return instance.proxy();
        }
    }

    private HeldInstance newInstance(Bundle consumer) {
        GuardedTarget target = newTarget();
        target.gate().beginRundown();
        return new HeldInstance(target, proxyClasses.proxy(interfaces, target), consumer);
    }

    /** A target for one consumer. */
    GuardedTarget newTarget() {
        return GuardedTarget.exchangeable(refs.createGate(plugin.name() + "/" + names), lateCalls, identity, shared);
    }

    @Override
    public void takeBack(Bundle consumer, Object proxy) {
        int seen;
        do {
            seen = moves;
            PluginService present = carrier;
            if (present != null && present.tryTakeBack(consumer, proxy)) {
                return;
            }
            if (takeBackOfWaiting(proxy)) {
                return;
            }
            PluginService claimant = next;
            if (claimant != null && claimant.tryTakeBack(consumer, proxy)) {
                return;
            }
        } while (seen != moves); // it may have been on its way from the one to the other
    }

    private boolean takeBackOfWaiting(Object proxy) {
        HeldInstance found = null;
        synchronized (lock) {
            for (HeldInstance instance : waiting) {
                if (instance.proxy() == proxy) {
                    found = instance;
                    break;
                }
            }
            if (found == null) {
                return false;
            }
            if (found.isBeingCarriedOn()) {
                found.setTakenBack();
                return true;
            }
            waiting.remove(found);
        }
        found.target().release();
        return true;
    }

    // from one revision to the next

    /**
     * The gap begins: what consumers have waits for the next revision, whether the service has carried it for long or was
     * about to take it over.
     *
     * @param before what is done with each instance that is to wait, before it does; under the lock
     * @return all instances of that service
     */
    List<GuardedInstance> beginGap(PluginService from, Consumer<GuardedInstance> before) {
        synchronized (lock) {
            List<GuardedInstance> all = from.takeInstances();
            if (givenUp == null) {
                for (GuardedInstance instance : all) {
                    if (!instance.retired()) {
                        before.accept(instance);
                        waiting.add(instance.held());
                    }
                }
                if (carrier == from) {
                    handedOverBy = from;
                    carrier = null;
                    gaps++;
                }
                if (next == from) {
                    next = null;
                    gaps++;
                }
                moves++;
            }
            return all;
        }
    }

    /** There is no gap, or no longer: the drain of the service that carries it was given up. */
    void goOn(PluginService present) {
        synchronized (lock) {
            if (carrier != present || givenUp != null) {
                return;
            }
            next = present; // for those that came while it drained
            moves++;
        }
        carryOn(present);
    }

    /**
     * The gap ends: what consumers have leads to the service that has claimed it, and calls go on. Several threads may do
     * it together. Does nothing if the service has no claim any more.
     */
    void carryOn(PluginService claimant) {
        HeldInstance instance;
        while ((instance = nextToCarryOn(claimant)) != null) {
            if (!carryOnAndTell(claimant, instance)) {
                return;
            }
        }
        if (carrier == claimant) {
            calls.changed();
            registration.repoint(claimant.original());
            knownBy = ServiceProperties.serviceId(claimant.original());
        }
    }

    /**
     * The next instance to carry on. If there is none left, and none with another thread, the claimant becomes the
     * carrier.
     */
    private @Nullable HeldInstance nextToCarryOn(PluginService claimant) {
        synchronized (lock) {
            if (next != claimant || givenUp != null) {
                return null;
            }
            boolean withOthers = false;
            for (HeldInstance instance : waiting) {
                if (instance.isBeingCarriedOn()) {
                    withOthers = true;
                } else if (!instance.isWithoutObjectOf(claimant)) {
                    instance.setBeingCarriedOn(true);
                    return instance;
                }
            }
            if (!withOthers) {
                next = null;
                carrier = claimant.isWithdrawn() ? null : claimant; // its drain may have ended before it had claimed
                handedOverBy = null; // it is not to be kept
                moves++;
            }
            return null;
        }
    }

    /** Whether there may be another instance to carry on. */
    private boolean carryOn(PluginService claimant, HeldInstance instance) {
        CarryingOn result = CarryingOn.NO_OBJECT;
        try {
            result = claimant.carryOn(instance);
        } finally {
            settle(claimant, instance, result);
        }
        if (result == CarryingOn.DOES_NOT_FIT) {
            giveUp("the new revision's object is not of all the types that consumers have it as");
        }
        return result != CarryingOn.NOT_NOW && result != CarryingOn.DOES_NOT_FIT;
    }

    private void settle(PluginService claimant, HeldInstance instance, CarryingOn result) {
        boolean ended;
        boolean works;
        synchronized (lock) {
            instance.setBeingCarriedOn(false);
            ended = instance.isTakenBack() || givenUp != null;
            if (ended || result == CarryingOn.DONE || result == CarryingOn.NOT_WANTED) {
                waiting.remove(instance);
            }
            if (result == CarryingOn.NO_OBJECT) {
                instance.setWithoutObjectOf(claimant);
                lastFailure = System.nanoTime();
            }
            if (result == CarryingOn.NOT_NOW && next == claimant) {
                next = null;
            }
            works = waiting.isEmpty();
            moves++;
        }
        if (works) {
            claimant.worksAgain();
        }
        if (result == CarryingOn.DONE) {
            if (ended && !claimant.tryTakeBack(instance.consumer(), instance.proxy())) {
                takeBack(instance.consumer(), instance.proxy()); // it waits for yet another revision
            }
        } else if (ended || result == CarryingOn.NOT_WANTED) {
            instance.target().release();
        }
    }

    /**
     * Asks the carrier again for consumers for which it had no object: one after the other, and none within a second after it had
     * none for another, however many calls arrive.
     */
    void retry(PluginService present) {
        HeldInstance next;
        do {
            next = nextToRetry(present);
        } while (next != null && carryOnAndTell(present, next));
    }

    /** Whoever has not been asked for comes first, then whoever has waited longest. */
    private @Nullable HeldInstance nextToRetry(PluginService present) {
        synchronized (lock) {
            if (carrier != present || waiting.stream().anyMatch(HeldInstance::isBeingCarriedOn)) {
                return null;
            }
            HeldInstance next = waiting.stream()
                    .filter(instance -> !instance.isWithoutObjectOf(present))
                    .findFirst()
                    .orElse(null);
            if (next == null && !waiting.isEmpty() && System.nanoTime() - lastFailure >= RETRY_NANOS) {
                next = waiting.remove(0);
                waiting.add(next);
            }
            if (next != null) {
                next.setBeingCarriedOn(true);
            }
            return next;
        }
    }

    private boolean carryOnAndTell(PluginService claimant, HeldInstance instance) {
        try {
            return carryOn(claimant, instance);
        } finally {
            calls.changed();
        }
    }

    /** Why the service has no object for somebody; {@code null} if everybody has one. */
    @Nullable
    String whyBroken() {
        PluginService present = carrier;
        synchronized (lock) {
            if (present == null || waiting.stream().noneMatch(instance -> instance.isWithoutObjectOf(present))) {
                return null;
            }
        }
        return present.whyBroken();
    }

    /** Whether consumers hold something that waits to be carried on. */
    boolean isHeldBySomebody() {
        synchronized (lock) {
            return !waiting.isEmpty();
        }
    }

    /** What waits to be carried on. */
    List<HeldInstance> waiting() {
        synchronized (lock) {
            return List.copyOf(waiting);
        }
    }

    /** All that consumers have. */
    List<HeldInstance> instances() {
        PluginService present = carrier;
        List<HeldInstance> all = new ArrayList<>(waiting());
        if (present != null) {
            all.addAll(present.heldInstances());
        }
        return all;
    }

    /** Whether the service carries it, and is not to take it along when it goes. */
    boolean outlives(PluginService service) {
        return givenUp == null && (carrier == service || next == service);
    }

    /**
     * The service that carries it, or is about to, is withdrawn. If that is because its revision does not start, what
     * consumers had before waits for another one.
     *
     * @return whether consumers have lost it by that
     */
    boolean withdraw(PluginService service) {
        synchronized (lock) {
            if (carrier != service && next != service) {
                return false;
            }
            if (service.isOfStartingPlugin() && gaps > 0) {
                return false; // the end of its drain leaves it to the next
            }
        }
        return giveUp(service.whyRefused());
    }

    /**
     * No revision will carry it on: calls that wait are refused, consumers lose it.
     *
     * @return whether this call did it
     */
    boolean giveUp(String reason) {
        return giveUp(reason, () -> true);
    }

    /**
     * The next revision has not come in time, if the same gap is still there.
     *
     * @return whether this call gave it up
     */
    boolean giveUpGap(int gap, String reason) {
        return giveUp(reason, () -> isInGap() && gaps == gap && !isBeingCarriedOn());
    }

    private boolean giveUp(String reason, BooleanSupplier condition) {
        List<HeldInstance> left;
        synchronized (lock) {
            if (givenUp != null || !condition.getAsBoolean()) {
                return false;
            }
            givenUp = reason;
            left = waiting.stream()
                    .filter(instance -> !instance.isBeingCarriedOn()) // the others end with that
                    .toList();
            waiting.removeAll(left);
            moves++;
        }
        calls.changed(); // before consumers are told, who may wait for a call that waits
        boolean withdrawn = registration.withdraw();
        left.forEach(instance -> instance.target().release());
        plugin.forget(this);
        return withdrawn;
    }

    /** The service has gone, and everything of it; what waits for another one goes on waiting. */
    void letGo(PluginService service) {
        synchronized (lock) {
            if (carrier == service) {
                carrier = null;
                gaps++;
            }
            if (next == service) {
                next = null;
            }
            moves++;
        }
    }

    void propertiesChanged(PluginService service) {
        if (carrier == service) {
            registration.propertiesChanged();
        }
    }

    // for calls that a gate did not let in

    /** The service that carries it; {@code null} in a gap. */
    @Nullable
    PluginService carrier() {
        return carrier;
    }

    /** The service that is to carry it, until it does. */
    @Nullable
    PluginService claimant() {
        return next;
    }

    /**
     * Who waits for a call that is inside by a gate of before: what carries it, or what is about to, which has that gate among its own; in
     * between, what did.
     */
    @Nullable
    PluginService keeper() {
        PluginService before = handedOverBy;
        PluginService present = carrier;
        PluginService claimant = next;
        if (present != null) {
            return present;
        }
        return claimant == null ? before : claimant;
    }

    /** Why it was given up; {@code null} if it was not. */
    @Nullable
    String whyGivenUp() {
        return givenUp;
    }

    /** What it is registered under. */
    String names() {
        return names;
    }

    @Override
    public String toString() {
        return names + " of " + plugin.name();
    }
}
