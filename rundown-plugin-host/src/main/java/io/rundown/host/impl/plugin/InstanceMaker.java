package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.RundownRefFactory;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.plugin.GuardedInstance.Sharing;
import io.rundown.host.impl.proxy.GuardedTarget;
import io.rundown.host.impl.proxy.LateCalls;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * Makes the instances of one service: finds out how its objects are shared, and puts a gate and a proxy before
 * each.
 */
final class InstanceMaker {

    private static final System.Logger LOG = HostLog.get();

    /** Properties that Declarative Services sets on the services of its components. */
    private static final String COMPONENT_ID = "component.id";

    private final Plugin plugin;
    private final ServiceReference<?> original;
    private final List<Class<?>> interfaces;
    private final BundleContext host;
    private final RundownRefFactory refs;

    InstanceMaker(
            Plugin plugin,
            ServiceReference<?> original,
            List<Class<?>> interfaces,
            BundleContext host,
            RundownRefFactory refs) {
        this.plugin = plugin;
        this.original = original;
        this.interfaces = interfaces;
        this.host = host;
        this.refs = refs;
    }

    /**
     * An instance whose calls a drain waits for.
     *
     * @param ownUse the host's own use of the object, if it has one
     */
    GuardedInstance make(Object object, @Nullable ServiceUse ownUse, LateCalls lateCalls) {
        GuardedTarget target = new GuardedTarget(newGate(), object, lateCalls);
        List<Class<?>> visible = VisibleInterfaces.of(interfaces, object.getClass(), plugin.bundle());
        return new GuardedInstance(target, proxy(target, visible), sharing(ownUse), ownUse);
    }

    /** Asks the original for an object. */
    FactoryAnswer ask(Bundle consumer) {
        return FactoryAnswer.of(original, consumer, host);
    }

    /** A gate for an instance. */
    CallGate newGate() {
        return refs.createGate(plugin.gateName(interfaces));
    }

    /** An instance of one consumer's, which can be carried on by another revision of the plugin. */
    GuardedInstance make(Object object, @Nullable ServiceUse ownUse, HeldService held) {
        GuardedTarget target = held.newTarget();
        target.attach(object);
        List<Class<?>> visible = VisibleInterfaces.of(interfaces, object.getClass(), plugin.bundle()).stream()
                .filter(type -> interfaces.contains(type) || !isOfPlugin(type))
                .toList();
        return new GuardedInstance(target, proxy(target, visible), sharingOfHeld(ownUse), ownUse);
    }

    private boolean isOfPlugin(Class<?> type) {
        return plugin.bundle().equals(FrameworkUtil.getBundle(type));
    }

    /**
     * A proxy whose gate is closed, for a consumer to which no object can be given at the moment.
     *
     * @param identity stands for the service
     */
    HeldInstance withoutObject(Bundle consumer, Object identity, LateCalls lateCalls) {
        CallGate gate = newGate();
        gate.beginRundown();
        GuardedTarget target = GuardedTarget.exchangeable(gate, lateCalls, identity, !ServiceUse.isPrototype(original));
        return new HeldInstance(target, plugin.proxyClasses().proxy(interfaces, target), consumer);
    }

    /** The instance of what a consumer has since a revision before. */
    GuardedInstance carryOn(HeldInstance held, Object object, @Nullable ServiceUse ownUse) {
        held.target().attach(object);
        return new GuardedInstance(held.target(), held.proxy(), sharingOfHeld(ownUse), ownUse);
    }

    private Object proxy(GuardedTarget target, List<Class<?>> visible) {
        try {
            return plugin.proxyClasses().proxy(visible, target);
        } catch (IllegalArgumentException | LinkageError e) {
            LOG.log(
                    Level.DEBUG,
                    "plugin {0}: the proxy of service {1} implements nothing but what it is registered under: {2}",
                    plugin.name(),
                    Guardability.names(original),
                    e);
            return plugin.proxyClasses().proxy(interfaces, target); // it was made when the service was registered
        }
    }

    /**
     * Takes a use for the host if all bundles share the object. The scope does not tell: Declarative
     * Services registers a delayed component with scope bundle whether or not each bundle gets its
     * own. So the host asks for the service too, and compares. Other factories are not asked, since
     * that would make an object that nobody wants.
     */
    @Nullable
    ServiceUse ownUseOfSharedComponent(ServiceUse use) {
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

    /** Each consumer has an instance of its own, which ends with its use. */
    private Sharing sharingOfHeld(@Nullable ServiceUse ownUse) {
        Sharing sharing = sharing(ownUse);
        return sharing == Sharing.SERVICE ? Sharing.WHILE_USED : sharing;
    }
}
