package io.rundown.host.impl.proxy;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The proxy classes that one plugin uses: one for each set of interfaces, shared with other plugins
 * through the pool, and gone with the last of them.
 */
public final class ProxyClasses {

    private final ProxyClassPool pool;
    private final ConcurrentMap<List<Class<?>>, ProxyMaker> makers = new ConcurrentHashMap<>();
    private final ConcurrentMap<List<String>, List<Class<?>>> prepared = new ConcurrentHashMap<>();

    /** Of a plugin that has none yet. */
    public ProxyClasses(ProxyClassPool pool) {
        this.pool = pool;
    }

    /**
     * Makes the class for the interfaces of a service, if it is not there yet.
     *
     * @param names what the service is registered under
     * @param interfaces the same, as the plugin loads them
     * @throws IllegalArgumentException if the JVM cannot make such a class; the message says why
     * @throws LinkageError if what the interfaces mention cannot be found, or not in one way
     */
    public void prepare(List<String> names, List<Class<?>> interfaces) {
        maker(interfaces);
        prepared.put(names, interfaces);
    }

    /** The interfaces for which the class was made; {@code null} if it was not. */
    public @Nullable List<Class<?>> prepared(List<String> names) {
        return prepared.get(names);
    }

    /** Makes a proxy whose calls go through the gate of {@code target}. */
    public Object proxy(List<Class<?>> interfaces, GuardedTarget target) {
        return maker(interfaces).proxy(target);
    }

    /** Whether a line of a stack trace is the call through a proxy. */
    public static boolean isFrameOfProxy(StackTraceElement frame) {
        return ProxyClassWriter.SOURCE.equals(frame.getFileName());
    }

    /** The method of a proxy that a thread called last, without its package; empty if it is in none. */
    public static String calledMethod(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(ProxyClasses::isFrameOfProxy)
                .findFirst()
                .map(frame -> frame.getClassName()
                                .substring(1 + frame.getClassName().lastIndexOf('.')) + "." + frame.getMethodName())
                .orElse("");
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

    private ProxyMaker maker(List<Class<?>> interfaces) {
        // not computeIfAbsent: finding classes may run other bundles' code, and the map holds a lock
        // meanwhile
        ProxyMaker known = makers.get(interfaces);
        if (known != null) {
            return known;
        }
        ProxyMaker made = pool.maker(interfaces);
        ProxyMaker raced = makers.putIfAbsent(List.copyOf(interfaces), made);
        return raced != null ? raced : made;
    }
}
