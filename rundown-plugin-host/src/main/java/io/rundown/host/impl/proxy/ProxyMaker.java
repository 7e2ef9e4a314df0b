package io.rundown.host.impl.proxy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Function;

/** Makes the proxies of one set of interfaces. */
final class ProxyMaker {

    private final List<Class<?>> interfaces;
    private final Function<GuardedTarget, Object> constructor;

    private ProxyMaker(List<Class<?>> interfaces, Function<GuardedTarget, Object> constructor) {
        this.interfaces = interfaces;
        this.constructor = constructor;
    }

    /**
     * Makes the class for a set of interfaces. This may run the class loading of other bundles.
     *
     * @throws IllegalArgumentException if the JVM cannot make such a class; the message says why
     * @throws LinkageError if what the interfaces mention cannot be found, or not in one way
     */
    static ProxyMaker of(List<Class<?>> interfaces) {
        List<Class<?>> own = List.copyOf(interfaces);
        return new ProxyMaker(
                own,
                own.stream()
                        .filter(type -> !Modifier.isPublic(type.getModifiers()))
                        .findFirst()
                        .map(type -> reflective(type.getClassLoader(), own))
                        .orElseGet(() -> new BridgeLoader(own).define()));
    }

    private static Function<GuardedTarget, Object> reflective(ClassLoader loader, List<Class<?>> interfaces) {
        Class<?>[] all = interfaces.toArray(Class<?>[]::new);
        InvocationHandler none = (proxy, method, arguments) -> null;
        Proxy.newProxyInstance(loader, all, none); // fails now rather than when a consumer asks
        return target -> Proxy.newProxyInstance(loader, all, new GuardedCalls(target));
    }

    /** Whether the proxies implement just these interfaces, in this order. */
    boolean isFor(List<Class<?>> others) {
        return interfaces.equals(others);
    }

    /** A proxy whose calls go through the gate of {@code target}. */
    Object proxy(GuardedTarget target) {
        Object proxy = constructor.apply(target);
        if (proxy instanceof GuardedProxy written) {
            target.goesBehind(written);
        }
        return proxy;
    }
}
