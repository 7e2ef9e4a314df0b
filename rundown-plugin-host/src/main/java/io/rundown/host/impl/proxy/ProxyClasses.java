package io.rundown.host.impl.proxy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The proxy classes of one plugin: one for each set of interfaces, made at its first use and gone with
 * the plugin.
 */
public final class ProxyClasses {

    private final ConcurrentMap<List<Class<?>>, Constructor<?>> constructors = new ConcurrentHashMap<>();

    /**
     * Makes the class for a set of interfaces, if it is not there yet.
     *
     * @throws IllegalArgumentException if the JVM cannot make such a class; the message says why
     */
    public void prepare(List<Class<?>> interfaces) {
        constructor(interfaces);
    }

    /** Makes a proxy whose calls go through the gate of {@code target}. */
    public Object proxy(List<Class<?>> interfaces, GuardedTarget target) {
        try {
            return constructor(interfaces).newInstance(new GuardedCalls(target));
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("no proxy for " + interfaces, e);
        }
    }

    private Constructor<?> constructor(List<Class<?>> interfaces) {
        // not computeIfAbsent: defining a class may run other bundles' code (weaving hooks), and the
        // map holds a lock meanwhile
        Constructor<?> known = constructors.get(interfaces);
        if (known != null) {
            return known;
        }
        Constructor<?> made = define(interfaces);
        Constructor<?> raced = constructors.putIfAbsent(interfaces, made);
        return raced != null ? raced : made;
    }

    private static Constructor<?> define(List<Class<?>> interfaces) {
        // only the loader of a package-private interface may define a class that implements it
        ClassLoader loader = interfaces.stream()
                .filter(type -> !Modifier.isPublic(type.getModifiers()))
                .findFirst()
                .<ClassLoader>map(Class::getClassLoader)
                .orElseGet(() -> new BridgeLoader(interfaces));
        InvocationHandler none = (proxy, method, arguments) -> null;
        Object sample = Proxy.newProxyInstance(loader, interfaces.toArray(Class<?>[]::new), none);
        try {
            Constructor<?> constructor = sample.getClass().getConstructor(InvocationHandler.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a proxy class without its constructor: " + sample.getClass(), e);
        }
    }
}
