package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.RundownRefFactory;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.plugin.GuardedInstance.Sharing;
import io.rundown.host.impl.proxy.GuardedTarget;
import io.rundown.host.impl.proxy.LateCalls;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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
public final class PluginService implements LateCalls {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    /** Properties that Declarative Services sets on the services of its components. */
    private static final String COMPONENT_ID = "component.id";

    private final Plugin plugin;
    private final ServiceReference<?> original;
    private final List<Class<?>> interfaces;
    private final BundleContext host;
    private final RundownRefFactory refs;
    private final UnaryOperator<DrainPolicy> bound;
    private final ProxyRegistration registration;

    /** Entered while the original is asked for an object: that runs the plugin's factory. */
    private final CallGate obtaining;

    private final Object lock = new Object();
    private final Set<GuardedInstance> instances = new LinkedHashSet<>();
    private volatile boolean withdrawn;

    PluginService(
            Plugin plugin,
            ServiceReference<?> original,
            List<Class<?>> interfaces,
            BundleContext host,
            RundownRefFactory refs,
            UnaryOperator<DrainPolicy> bound) {
        this.plugin = plugin;
        this.original = original;
        this.interfaces = interfaces;
        this.host = host;
        this.refs = refs;
        this.bound = bound;
        this.obtaining = refs.createGate(gateName());
        this.registration = new ProxyRegistration(original, new ProxyFactory(this));
    }

    /** The service that the plugin registered. */
    ServiceReference<?> original() {
        return original;
    }

    /** The names the service is registered under. */
    String names() {
        return String.join(",", Guardability.names(original));
    }

    /** Registers the proxy. */
    void publish(BundleContext provider) {
        registration.publish(provider);
    }

    /** Passes on changed properties of the original. */
    void propertiesChanged() {
        registration.propertiesChanged();
    }

    /**
     * Step one of a drain: takes the proxy out of the service registry. Consumers are told on this
     * thread. What they give back from now on is kept.
     *
     * @return whether this call did it
     */
    public boolean withdraw() {
        synchronized (lock) {
            withdrawn = true;
        }
        return registration.withdraw();
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

    private String gateName() {
        return plugin.name() + "/" + names();
    }

    /** The last step of a drain: gives back what was kept, and lets go of the objects. */
    public void finish() {
        List<GuardedInstance> all;
        List<List<ServiceUse>> uses = new ArrayList<>();
        synchronized (lock) {
            withdrawn = true;
            all = List.copyOf(instances);
            all.forEach(instance -> uses.add(instance.takeUses()));
            instances.clear();
        }
        plugin.leave(obtaining);
        for (int i = 0; i < all.size(); i++) {
            plugin.leave(all.get(i).gate());
            all.get(i).release(uses.get(i));
        }
    }

    /** Gives a consumer its proxy; {@code null} if the service has nothing for it. */
    @Nullable
    Object obtain(Bundle consumer) {
        BundleContext user = consumer.getBundleContext();
        if (withdrawn || user == null) {
            return null;
        }
        CallToken token = obtaining.enter();
        if (token == null) {
            return null;
        }
        try {
            return obtain(user);
        } finally {
            token.exit();
        }
    }

    private @Nullable Object obtain(BundleContext user) {
        ServiceUse use = ServiceUse.take(original, user);
        if (use == null) {
            return null;
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
        return instance == null ? null : instance.proxy();
    }

    /** Joins an instance that is there already. */
    private @Nullable GuardedInstance join(ServiceUse use) {
        synchronized (lock) {
            GuardedInstance instance = withdrawn ? null : find(use.object());
            if (instance != null) {
                instance.add(use);
            }
            return instance;
        }
    }

    /** Opens an instance, unless the service was withdrawn meanwhile or another thread was faster. */
    private @Nullable GuardedInstance open(ServiceUse use) {
        ServiceUse ownUse = ownUseOfSharedComponent(use);
        boolean taken = false;
        try {
            GuardedInstance made = make(use.object(), ownUse);
            GuardedInstance joined = joinOrAdd(made, use);
            taken = joined == made;
            return joined;
        } finally {
            if (!taken && ownUse != null) {
                ownUse.giveBack();
            }
        }
    }

    private GuardedInstance make(Object object, @Nullable ServiceUse ownUse) {
        GuardedTarget target = new GuardedTarget(refs.createGate(gateName()), object, this);
        return new GuardedInstance(target, proxy(target, object), sharing(ownUse), ownUse);
    }

    private @Nullable GuardedInstance joinOrAdd(GuardedInstance made, ServiceUse use) {
        synchronized (lock) {
            if (withdrawn) {
                return null;
            }
            GuardedInstance present = made.sharing() == Sharing.EXCLUSIVE ? null : find(use.object());
            GuardedInstance joined = present == null ? made : present;
            if (joined == made) {
                instances.add(made);
            }
            joined.add(use);
            return joined;
        }
    }

    private Object proxy(GuardedTarget target, Object object) {
        try {
            return plugin.proxyClasses()
                    .proxy(VisibleInterfaces.of(interfaces, object.getClass(), plugin.bundle()), target);
        } catch (IllegalArgumentException | LinkageError e) {
            LOG.log(
                    Level.DEBUG,
                    "plugin {0}: the proxy of service {1} implements nothing but what it is registered under: {2}",
                    plugin.name(),
                    names(),
                    e);
            return plugin.proxyClasses().proxy(interfaces, target); // it was made when the service was registered
        }
    }

    /** Needs the lock. */
    private @Nullable GuardedInstance find(Object object) {
        return instances.stream()
                .filter(instance -> instance.takes(object))
                .findFirst()
                .orElse(null);
    }

    /**
     * Takes a use for the host if all bundles share the object. The scope does not tell: Declarative
     * Services registers a delayed component with scope bundle whether or not each bundle gets its
     * own. So the host asks for the service too, and compares. Other factories are not asked, since
     * that would make an object that nobody wants.
     */
    private @Nullable ServiceUse ownUseOfSharedComponent(ServiceUse use) {
        if (!Constants.SCOPE_BUNDLE.equals(original.getProperty(Constants.SERVICE_SCOPE))
                || original.getProperty(COMPONENT_ID) == null) {
            return null;
        }
        ServiceUse ownUse = ServiceUse.take(original, host);
        if (ownUse != null && ownUse.object() != use.object()) {
            ownUse.giveBack();
            return null;
        }
        return ownUse;
    }

    private Sharing sharing(@Nullable ServiceUse ownUse) {
        if (ownUse != null) {
            return Sharing.WHILE_USED;
        }
        Object scope = original.getProperty(Constants.SERVICE_SCOPE);
        return Constants.SCOPE_BUNDLE.equals(scope) || Constants.SCOPE_PROTOTYPE.equals(scope)
                ? Sharing.EXCLUSIVE
                : Sharing.SERVICE;
    }

    /** Takes a proxy back from a consumer. */
    void takeBack(Bundle consumer, Object proxy) {
        GuardedInstance retiring = null;
        ServiceUse free = null;
        synchronized (lock) {
            if (withdrawn) {
                return;
            }
            for (GuardedInstance instance : instances) {
                if (instance.proxy() == proxy) {
                    free = instance.remove(consumer.getBundleId());
                    retiring = instance.retired() ? instance : null;
                    break;
                }
            }
        }
        if (free != null) {
            free.giveBack();
        }
        if (retiring != null) {
            retire(retiring, consumer);
        }
    }

    private void retire(GuardedInstance instance, Bundle consumer) {
        forgetWhenIdle(instance);
        if (instance.sharing() == Sharing.EXCLUSIVE && consumer.getState() == Bundle.STOPPING) {
            // the framework is about to take back this consumer's use of the original as well
            ConsumerStop.awaitCalls(
                    consumer, instance.gate(), bound.apply(plugin.policy()).timeout());
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
     * enter comes from that service only, and its gate has decided.
     */
    @Override
    public CallToken admit(GuardedTarget target) {
        if (plugin.isDraining() && plugin.isHeldByCurrentThread()) {
            return NestedCall.TOKEN;
        }
        throw refuse();
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

    private String whyRefused() {
        if (!plugin.isServing()) {
            return plugin.whyUnavailable();
        }
        return withdrawn ? "the service has been unregistered" : "the consumer had given the service back";
    }
}
