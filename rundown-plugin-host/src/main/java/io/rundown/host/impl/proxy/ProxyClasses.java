package io.rundown.host.impl.proxy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxy classes of one plugin: one for each set of interfaces, made at its first use and gone with
 * the plugin.
 */
public final class ProxyClasses {

    /** Makes the proxies of one class. */
    private interface Maker extends Function<GuardedTarget, Object> {}

    private final ConcurrentMap<List<Class<?>>, Maker> makers = new ConcurrentHashMap<>();

    /**
     * Makes the class for a set of interfaces, if it is not there yet.
     *
     * @throws IllegalArgumentException if the JVM cannot make such a class; the message says why
     * @throws LinkageError if what the interfaces mention cannot be found, or not in one way
     */
    public void prepare(List<Class<?>> interfaces) {
        maker(interfaces);
    }

    /** Makes a proxy whose calls go through the gate of {@code target}. */
    public Object proxy(List<Class<?>> interfaces, GuardedTarget target) {
        return maker(interfaces).apply(target);
    }

    /** What is behind a proxy; {@code null} if the object is none. */
    static @Nullable GuardedTarget targetOf(@Nullable Object object) {
        if (object instanceof GuardedProxy proxy) {
            return proxy.guardedTarget();
        }
        return object != null
                        && Proxy.isProxyClass(object.getClass())
                        && Proxy.getInvocationHandler(object) instanceof GuardedCalls calls
                ? calls.target()
                : null;
    }

    private Maker maker(List<Class<?>> interfaces) {
        // not computeIfAbsent: finding classes may run other bundles' code, and the map holds a lock
        // meanwhile
        Maker known = makers.get(interfaces);
        if (known != null) {
            return known;
        }
        Maker made = make(interfaces);
        Maker raced = makers.putIfAbsent(interfaces, made);
        return raced != null ? raced : made;
    }

    private static Maker make(List<Class<?>> interfaces) {
        return interfaces.stream()
                .filter(type -> !Modifier.isPublic(type.getModifiers()))
                .findFirst()
                .<Maker>map(type -> reflective(type.getClassLoader(), interfaces))
                .orElseGet(() -> new BridgeLoader(interfaces).define()::apply);
    }

    private static Maker reflective(ClassLoader loader, List<Class<?>> interfaces) {
        Class<?>[] all = interfaces.toArray(Class<?>[]::new);
        InvocationHandler none = (proxy, method, arguments) -> null;
        Proxy.newProxyInstance(loader, all, none); // fails now rather than when a consumer asks
        return target -> Proxy.newProxyInstance(loader, all, new GuardedCalls(target));
    }
}
