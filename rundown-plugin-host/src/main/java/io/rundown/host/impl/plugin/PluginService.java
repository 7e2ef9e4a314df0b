package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.RundownRefFactory;
import io.rundown.RundownState;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.plugin.GuardedInstance.Sharing;
import io.rundown.host.impl.plugin.Obtained.Answer;
import io.rundown.host.impl.proxy.GuardedTarget;
import io.rundown.host.impl.proxy.LateCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A service of a plugin, and the instances of it that consumers have through proxies.
 *
 * <p>An object that lives only while it is used must not die under a call. So what consumers give
 * back is kept until the calls on it have ended: of a retired instance until its gate is run down,
 * and of a withdrawn service until the drain {@linkplain #finish() finishes} it. For a component that
 * all consumers share the host has a use of its own besides, because the framework takes back the uses
 * of a consumer that stops without asking anybody.
 *
 * <p>The lock guards the set of instances and the flag {@code withdrawn}. Nothing is called out
 * while it is held.
 */
public final class PluginService implements ProxySource, LateCalls {

    private static final String GIVEN_BACK = "the consumer had given the service back";

    private static final String NO_OBJECT =
            "the plugin had no object for the consumer after a drain was given up; look the service up again";

    /** Why calls are rejected of a consumer that looked the service up while it stopped. */
    static final String CONSUMER_STOPPED = "the consumer was stopping when it looked the service up";

    private final Plugin plugin;
    private final ServiceReference<?> original;
    private final List<Class<?>> interfaces;
    private final Function<Duration, Deadline> deadlines;
    private final InstanceMaker maker;
    private final Publication publication;

    /** Entered while the original is asked for an object: that runs the plugin's factory. */
    private final CallGate obtaining;

    private final Object lock = new Object();
    private final Set<GuardedInstance> instances = new LinkedHashSet<>();

    /** Instances that another revision has taken over, while calls may still be inside. */
    private final List<GuardedInstance> takenOver = new ArrayList<>();

    /** The gates by which those calls came in: the service may be unregistered before they have left. */
    private final CopyOnWriteArrayList<CallGate> passed = new CopyOnWriteArrayList<>();

    private final UnservedProxies unserved = new UnservedProxies();

    /** Stands for the service in proxies that had no object when they were made. */
    private final Object identity = new Object();

    /** Objects that were obtained for consumers before their calls go here. */
    private final PreparedObjects prepared = new PreparedObjects();

    private final Breakage breakage = new Breakage();

    private volatile boolean withdrawn;

    PluginService(
            Plugin plugin,
            ServiceReference<?> original,
            List<Class<?>> interfaces,
            BundleContext host,
            RundownRefFactory refs,
            Function<Duration, Deadline> deadlines) {
        this.plugin = plugin;
        this.original = original;
        this.interfaces = interfaces;
        this.deadlines = deadlines;
        this.maker = new InstanceMaker(plugin, original, interfaces, host, refs);
        this.obtaining = refs.createGate(plugin.gateName(interfaces));
        HeldPlugin held = plugin.publisher();
        this.publication = held == null
                ? new ProxyRegistration(original, new ProxyFactory(this))
                : new HeldPublication(held, this);
    }

    /** The service that the plugin registered. */
    ServiceReference<?> original() {
        return original;
    }

    /** What it is registered under. */
    List<Class<?>> interfaces() {
        return interfaces;
    }

    /** How its proxy stands in the service registry. */
    Publication publication() {
        return publication;
    }

    /** The names the service is registered under. */
    String names() {
        return String.join(",", Guardability.names(original));
    }

    /** Registers the proxy. */
    void publish(BundleContext provider) {
        publication.publish(provider);
    }

    /** Passes on changed properties of the original. */
    void propertiesChanged() {
        publication.propertiesChanged();
    }

    /**
     * Step one of a drain: takes the proxy out of the service registry. Consumers are told on this
     * thread, and may call the service from their listeners. What they give back from now on is kept.
     *
     * @return whether this call did it
     */
    public boolean withdraw() {
        synchronized (lock) {
            withdrawn = true;
        }
        return plugin.withdrawingThreads().run(publication::withdraw);
    }

    /** The gate of its factory: whoever is inside asks the original for an object. */
    public CallGate factoryGate() {
        return obtaining;
    }

    /** Whether its proxy has been taken out of the service registry, or is about to be. */
    boolean isWithdrawn() {
        return withdrawn;
    }

    /**
     * The drain of it was given up: calls are let in again, but for those of consumers that have given
     * their instance back meanwhile.
     */
    public void reopen() {
        if (withdrawn) {
            return; // it is unregistered, and drained for that
        }
        Plugin.reopen(obtaining);
        List<GuardedInstance> all;
        synchronized (lock) {
            all = List.copyOf(instances);
        }
        for (GuardedInstance instance : all) {
            Plugin.reopen(instance.gate());
            if (isRetired(instance)) {
                instance.gate().beginRundown();
            }
        }
        serveUnserved();
        goOn();
    }

    /** Calls that were held during a drain that was given up go on. */
    public void goOn() {
        HeldService held = held();
        if (held != null) {
            held.goOn(this);
        }
    }

    private boolean isRetired(GuardedInstance instance) {
        synchronized (lock) {
            return instance.retired();
        }
    }

    /** The gates of all instances on which calls may be in flight, and that of its factory. */
    public List<CallGate> gates() {
        List<CallGate> gates = new ArrayList<>();
        gates.add(obtaining);
        gates.addAll(passed);
        synchronized (lock) {
            instances.forEach(instance -> gates.add(instance.gate()));
        }
        return gates;
    }

    /** Somebody waits for the gates: looks for results that tell nobody when they are there. */
    public void awaitLateResults() {
        List<GuardedInstance> all;
        synchronized (lock) {
            all = List.copyOf(instances);
        }
        all.forEach(GuardedInstance::awaitLateResults);
    }

    /**
     * Another revision takes over at once what consumers have. The objects stay until the drain that goes on is {@linkplain
     * #finish() finished}.
     *
     * @param successor waits for the calls that are inside as well, if it is drained: one of them may have passed the gate
     *     but not have read the object
     */
    void handOverAtOnce(HeldService held, Plugin successor) {
        List<GuardedInstance> all = held.beginGap(this, instance -> passed.add(instance.handOn(maker.newGate())));
        synchronized (lock) {
            takenOver.addAll(all);
        }
        all.stream().map(GuardedInstance::passedGate).forEach(passed::addIfAbsent);
        for (CallGate gate : passed) {
            plugin.leave(gate);
            successor.leave(gate);
            gate.whenRundown().whenComplete((done, cancelled) -> passed.remove(gate));
        }
    }

    private void finishTakenOver() {
        List<GuardedInstance> all;
        synchronized (lock) {
            all = List.copyOf(takenOver);
            takenOver.clear();
        }
        for (GuardedInstance instance : all) {
            List<ServiceUse> uses = takeUses(instance);
            plugin.lastCalls().of(instance.passedGate(), () -> instance.release(uses));
        }
    }

    /**
     * The last step of a drain: gives back what was kept, and lets go of the objects. An object on which a call has not returned is kept
     * until it has.
     */
    public void finish() {
        finishTakenOver();
        HeldService held = held();
        if (held != null && held.outlives(this)) {
            handOver(held);
            return;
        }
        List<GuardedInstance> all = takeInstances();
        plugin.leave(obtaining);
        for (GuardedInstance instance : all) {
            List<ServiceUse> uses = takeUses(instance);
            plugin.leave(instance.gate());
            plugin.lastCalls().of(instance.gate(), () -> instance.release(uses));
        }
        unserved.release();
        HeldService lately = held(); // it may have been published while the drain ended
        if (lately != null) {
            lately.letGo(this);
        }
    }

    /**
     * The last step of a drain whose calls are held: gives back what was kept, and leaves to the next revision what
     * consumers have. An object on which a call has not returned is kept until it has.
     */
    public void handOver() {
        HeldService held = held();
        if (held == null) {
            finish();
        } else {
            handOver(held);
        }
    }

    private void handOver(HeldService held) {
        plugin.leave(obtaining);
        for (GuardedInstance instance : held.beginGap(this, GuardedInstance::leaveBehind)) {
            List<ServiceUse> uses = takeUses(instance);
            CallGate gate = instance.passedGate();
            plugin.leave(gate);
            plugin.lastCalls().of(gate, () -> instance.release(uses));
        }
    }

    private List<ServiceUse> takeUses(GuardedInstance instance) {
        synchronized (lock) {
            return instance.takeUses();
        }
    }

    /** Takes all instances out; there will be no others. */
    List<GuardedInstance> takeInstances() {
        synchronized (lock) {
            withdrawn = true;
            List<GuardedInstance> all = List.copyOf(instances);
            instances.clear();
            return all;
        }
    }

    /** Makes this service the one that a consumer has since a revision before. */
    HeldService.CarryingOn carryOn(HeldInstance instance) {
        CallToken token = obtaining.enter();
        if (token == null) {
            return HeldService.CarryingOn.NOT_NOW;
        }
        try {
            ServiceUse use = prepared.take(instance.target());
            if (use == null) {
                FactoryAnswer answer = ask(instance.consumer());
                use = answer.use();
                if (use == null) {
                    return withoutObject(instance.consumer(), answer);
                }
            }
            if (!instance.fits(use.object())) {
                use.giveBack();
                return HeldService.CarryingOn.DOES_NOT_FIT;
            }
            return carryOn(instance, use) ? HeldService.CarryingOn.DONE : HeldService.CarryingOn.NOT_NOW;
        } finally {
            token.exit();
        }
    }

    private HeldService.CarryingOn withoutObject(Bundle consumer, FactoryAnswer answer) {
        return switch (answer.kind()) {
            case SERVICE_GONE -> HeldService.CarryingOn.NOT_NOW;
            case CONSUMER_GONE -> HeldService.CarryingOn.NOT_WANTED;
            case NOTHING, OBJECT -> {
                breakage.report(plugin, doesNotWork(consumer, String.valueOf(answer.cause())));
                yield HeldService.CarryingOn.NO_OBJECT;
            }
        };
    }

    /** Asks the plugin for an object for a consumer. */
    FactoryAnswer ask(Bundle consumer) {
        return maker.ask(consumer);
    }

    /** Objects that were obtained for consumers before their calls go here. */
    PreparedObjects prepared() {
        return prepared;
    }

    /** Enters the factory, to ask for an object; {@code null} if the plugin stops, or the service has gone. */
    @Nullable
    RundownGuard tryEnterFactory() {
        return withdrawn ? null : obtaining.tryAcquire();
    }

    /** Says that the service has no object for a consumer. */
    String doesNotWork(Bundle consumer, String cause) {
        String component = ComponentFailures.componentName(original);
        return (component == null ? "service " + names() : "component " + component) + " of revision "
                + plugin.version() + " does not work for bundle " + consumer.getSymbolicName() + " ["
                + consumer.getBundleId() + "]: " + cause;
    }

    /** Says why the service has no object for some consumer; {@code null} if none is known to be without. */
    @Nullable
    String whyBroken() {
        return breakage.reason();
    }

    /** All consumers that were without an object have one, or are gone. */
    void worksAgain() {
        breakage.clear();
    }

    /** What consumers hold, for the next revision. */
    List<HeldInstance> heldInstances() {
        synchronized (lock) {
            return instances.stream()
                    .filter(instance -> !instance.retired())
                    .map(GuardedInstance::held)
                    .toList();
        }
    }

    /** The bundles that hold an object. */
    List<Bundle> consumers() {
        synchronized (lock) {
            return instances.stream()
                    .filter(instance -> !instance.retired())
                    .flatMap(instance -> instance.consumers().stream())
                    .distinct()
                    .toList();
        }
    }

    private boolean carryOn(HeldInstance held, ServiceUse use) {
        if (held.target().gate().state() != RundownState.RUN_DOWN) {
            // somebody was left behind by a drain that could not wait any longer, and is no concern of this revision
            CallGate fresh = maker.newGate();
            fresh.beginRundown();
            held.target().exchangeGate(fresh);
        }
        GuardedInstance made = maker.carryOn(held, use.object(), maker.ownUseOfSharedComponent(use));
        CallGate gate = made.gate(); // another revision may exchange it as soon as it is among the instances
        boolean added;
        synchronized (lock) {
            added = !withdrawn;
            if (added) {
                made.add(use);
                instances.add(made);
            }
        }
        if (added) {
            Plugin.reopen(gate);
            if (obtaining.state() != RundownState.ACTIVE) {
                gate.beginRundown(); // a drain began meanwhile, and had closed it before it was opened
            }
        } else {
            made.detach(List.of(use));
        }
        return added;
    }

    /** Enters as a part of a call that is inside; {@code null} if no drain waits for that. */
    @Nullable
    CallToken tryEnterAsNested() {
        return plugin.tryEnterAsNested();
    }

    /** Whether the plugin drains, and may serve again if that is given up. */
    boolean isParking() {
        return plugin.isParking();
    }

    /** Whether the plugin stops for its next revision. */
    boolean isHolding() {
        return plugin.isHolding();
    }

    /** Whether the bundle of the plugin is still starting. */
    boolean isOfStartingPlugin() {
        return !plugin.hasStarted();
    }

    /** Where it waits to take over, or did; {@code null} if it does not. */
    @Nullable
    Standby standby() {
        return plugin.standby();
    }

    /** Whether consumers may see it. */
    boolean isPublishable() {
        return !withdrawn && plugin.isServing();
    }

    @Override
    public @Nullable Object obtain(Bundle consumer) {
        Obtained obtained = tryObtain(consumer);
        return obtained.isFinal() ? obtained.proxy() : proxyWithoutObject(consumer, obtained.answer());
    }

    /** Gives a consumer its proxy, if the service is open and has something for it. */
    Obtained tryObtain(Bundle consumer) {
        BundleContext user = consumer.getBundleContext();
        if (user == null) {
            return Obtained.without(Answer.CONSUMER_GONE);
        }
        CallToken token = withdrawn ? null : obtaining.enter();
        if (token == null) {
            return Obtained.without(Answer.CLOSED);
        }
        try {
            return obtain(user);
        } finally {
            token.exit();
        }
    }

    private Obtained obtain(BundleContext user) {
        ServiceUse use = ServiceUse.take(original, user);
        if (use == null) {
            return Obtained.without(whyWithoutUse(user));
        }
        GuardedInstance instance = null;
        try {
            instance = join(use);
            if (instance == null) {
                instance = open(use);
            }
        } finally {
            if (instance == null) {
                use.giveBack();
            }
        }
        return instance == null ? Obtained.without(Answer.CLOSED) : Obtained.proxy(instance.proxy());
    }

    private Answer whyWithoutUse(BundleContext user) {
        if (withdrawn || original.getBundle() == null) {
            return Answer.CLOSED;
        }
        return isValid(user) ? Answer.NO_OBJECT : Answer.CONSUMER_GONE;
    }

    private static boolean isValid(BundleContext context) {
        try {
            return context.equals(context.getBundle().getBundleContext());
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /**
     * A proxy for a look-up that races with the end of the service. Without the host the framework would answer such a
     * look-up with {@code null}. If a factory does so, the framework publishes an error.
     */
    private Object proxyWithoutObject(Bundle consumer, Answer why) {
        HeldInstance instance = maker.withoutObject(consumer, identity, this);
        if (why == Answer.CONSUMER_GONE) {
            instance.target().decideBy(plugin.refusals(names(), CONSUMER_STOPPED));
        }
        if (withdrawn || why == Answer.CONSUMER_GONE || original.getBundle() == null) {
            instance.target().release();
        } else {
            unserved.add(instance); // the drain may yet be given up
            serveUnserved();
        }
        return instance.proxy();
    }

    /** Serves those that looked the service up during a drain, if it is open again; releases them if it has gone. */
    private void serveUnserved() {
        boolean more = true;
        while (more && !withdrawn && obtaining.state() == RundownState.ACTIVE) {
            more = unserved.serveOne(this::serve, instance -> tryTakeBack(instance.consumer(), instance.proxy()));
        }
        if (withdrawn) {
            unserved.release();
        }
    }

    private HeldService.CarryingOn serve(HeldInstance instance) {
        HeldService.CarryingOn result = carryOn(instance);
        if (result == HeldService.CarryingOn.NO_OBJECT || result == HeldService.CarryingOn.DOES_NOT_FIT) {
            instance.target().decideBy(plugin.refusals(names(), NO_OBJECT));
        }
        return result;
    }

    /** Joins an instance that is there already. */
    private @Nullable GuardedInstance join(ServiceUse use) {
        synchronized (lock) {
            GuardedInstance instance = withdrawn || held() != null ? null : find(use.object());
            if (instance != null) {
                instance.add(use);
            }
            return instance;
        }
    }

    /** Opens an instance, unless the service was withdrawn meanwhile or another thread was faster. */
    private @Nullable GuardedInstance open(ServiceUse use) {
        ServiceUse ownUse = maker.ownUseOfSharedComponent(use);
        boolean taken = false;
        try {
            GuardedInstance made = make(use, ownUse);
            GuardedInstance joined = joinOrAdd(made, use);
            taken = joined == made;
            return joined;
        } finally {
            if (!taken && ownUse != null) {
                ownUse.giveBack();
            }
        }
    }

    private GuardedInstance make(ServiceUse use, @Nullable ServiceUse ownUse) {
        HeldService held = held();
        return held == null ? maker.make(use.object(), ownUse, this) : maker.make(use.object(), ownUse, held);
    }

    private @Nullable HeldService held() {
        return publication instanceof HeldPublication ofHeld ? ofHeld.held() : null;
    }

    private @Nullable GuardedInstance joinOrAdd(GuardedInstance made, ServiceUse use) {
        synchronized (lock) {
            if (withdrawn) {
                return null;
            }
            GuardedInstance present = made.sharing() == Sharing.EXCLUSIVE || held() != null ? null : find(use.object());
            GuardedInstance joined = present == null ? made : present;
            if (joined == made) {
                instances.add(made);
            }
            joined.add(use);
            return joined;
        }
    }

    /** Needs the lock. */
    private @Nullable GuardedInstance find(Object object) {
        return instances.stream()
                .filter(instance -> instance.takes(object))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void takeBack(Bundle consumer, Object proxy) {
        tryTakeBack(consumer, proxy);
    }

    /**
     * Takes a proxy back from a consumer.
     *
     * @return whether it was one of this service
     */
    boolean tryTakeBack(Bundle consumer, Object proxy) {
        GuardedInstance found = null;
        ServiceUse free = null;
        boolean retiring;
        synchronized (lock) {
            if (withdrawn) {
                return false;
            }
            for (GuardedInstance instance : instances) {
                if (instance.proxy() == proxy) {
                    found = instance;
                    free = instance.remove(consumer.getBundleId());
                    break;
                }
            }
            retiring = found != null && found.retired();
        }
        if (free != null) {
            free.giveBack();
        }
        if (retiring && found != null) {
            retire(found, consumer);
        }
        return found != null || unserved.takeBack(proxy);
    }

    private void retire(GuardedInstance instance, Bundle consumer) {
        if (held() != null) {
            instance.target().decideBy(plugin.refusals(names(), GIVEN_BACK));
        }
        forgetWhenIdle(instance);
        if (instance.sharing() == Sharing.EXCLUSIVE && consumer.getState() == Bundle.STOPPING) {
            // the framework is about to take back this consumer's use of the original as well
            ConsumerStop.awaitCalls(
                    consumer, instance.gate(), deadlines.apply(plugin.policy().timeout()));
        }
    }

    private void forgetWhenIdle(GuardedInstance instance) {
        instance.gate().beginRundown();
        instance.awaitLateResults();
        instance.gate().whenRundown().whenComplete((done, cancelled) -> {
            if (cancelled == null) {
                forget(instance);
            } else {
                forgetWhenIdle(instance); // a drain that had closed the gate before was given up
            }
        });
    }

    private void forget(GuardedInstance instance) {
        List<ServiceUse> uses;
        synchronized (lock) {
            instances.remove(instance);
            uses = instance.takeUses();
        }
        instance.release(uses);
    }

    /**
     * Lets a nested call in: one by a thread that is inside the plugin already, so that the drain
     * waits for it anyway. Nothing is counted for it. When one service alone is drained, the right to
     * enter comes from that service only, and its gate has decided. A call that a listener makes while it is told that
     * the service goes is let in as well. If the drain may be given up, all others wait for that.
     */
    @Override
    public CallToken admit(GuardedTarget target) {
        if (isAdmittedWhileDraining()) {
            return NestedCall.TOKEN;
        }
        if (plugin.isParking()) {
            return plugin.waitingCalls().enter(new ParkedCall(plugin, this, target));
        }
        CallToken token = target.gate().enter(); // the drain that had closed it may have been given up meanwhile
        if (token != null) {
            return token;
        }
        throw refuse();
    }

    /** Whether a closed gate admits the calling thread. */
    boolean isAdmittedWhileDraining() {
        return plugin.withdrawingThreads().includeCurrent() || isInsideWhileDraining();
    }

    /** Whether the calling thread is inside a plugin that drains, and so waited for in any case. */
    boolean isInsideWhileDraining() {
        return plugin.isDraining() && plugin.isHeldByCurrentThread();
    }

    @Override
    public LateCalls afterwards() {
        return plugin.refusals(names(), whyRefused());
    }

    /** What the call is nested in may be anything of the plugin that the thread is inside of. */
    @Override
    public RundownGuard keep() {
        return plugin.keep();
    }

    @Override
    public PluginUnavailableException refuse() {
        return plugin.refusals(names(), whyRefused()).refuse();
    }

    /** Why calls are refused. */
    String whyRefused() {
        if (!plugin.isServing()) {
            return plugin.whyUnavailable();
        }
        if (withdrawn) {
            return "the service has been unregistered";
        }
        String broken = breakage.reason();
        return broken == null ? GIVEN_BACK : broken;
    }
}
