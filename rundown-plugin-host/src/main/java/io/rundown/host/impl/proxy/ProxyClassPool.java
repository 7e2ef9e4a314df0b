package io.rundown.host.impl.proxy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The proxy classes that are in use, so that plugins whose services implement the same interfaces have
 * one class together. A caller that goes through many plugins then meets one class, as it would meet
 * one lock, and the JIT compiles one.
 *
 * <p>The pool keeps nothing alive: a class goes with the last plugin that uses it. Its key is a list of
 * names for that reason; loaders that have a class of the same name each have an entry of their own.
 *
 * <p>Threads: all methods may be called by any. No class is made and nothing is loaded under the lock.
 */
public final class ProxyClassPool {

    private final Map<List<String>, List<WeakReference<ProxyMaker>>> byNames = new HashMap<>();

    /** What makes proxies for the interfaces; made if it is not there. */
    ProxyMaker maker(List<Class<?>> interfaces) {
        ProxyMaker known = find(interfaces);
        return known != null ? known : add(interfaces, ProxyMaker.of(interfaces));
    }

    private synchronized @Nullable ProxyMaker find(List<Class<?>> interfaces) {
        return byNames.getOrDefault(names(interfaces), List.of()).stream()
                .map(WeakReference::get)
                .filter(maker -> maker != null && maker.isFor(interfaces))
                .findFirst()
                .orElse(null);
    }

    /** Adds one, unless another thread was faster. */
    private synchronized ProxyMaker add(List<Class<?>> interfaces, ProxyMaker made) {
        ProxyMaker faster = find(interfaces);
        if (faster != null) {
            return faster;
        }
        forgetThoseThatHaveGone();
        byNames.computeIfAbsent(names(interfaces), names -> new ArrayList<>()).add(new WeakReference<>(made));
        return made;
    }

    private void forgetThoseThatHaveGone() {
        byNames.values().removeIf(makers -> {
            makers.removeIf(maker -> maker.refersTo(null));
            return makers.isEmpty();
        });
    }

    /** How many classes are in use, for tests. */
    synchronized int size() {
        return (int) byNames.values().stream()
                .flatMap(List::stream)
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .count();
    }

    private static List<String> names(List<Class<?>> interfaces) {
        return interfaces.stream().<String>map(Class::getName).toList();
    }
}
