package io.rundown.host.impl.plugin;

import io.rundown.host.GuardedService;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The interfaces that a proxy shares with its original: those that the service is registered under, and
 * what the object implements besides, since whoever tracks services under one type may ask for another
 * with {@code instanceof}.
 *
 * <p>Of the further ones those that somebody outside the plugin can see: public, not sealed, and not in a
 * package that the plugin keeps to itself, which would have the proxy keep the plugin's class loader.
 */
final class VisibleInterfaces {

    private final Bundle provider;
    private final Set<Class<?>> found;
    private final Set<Class<?>> seen = new HashSet<>();

    private VisibleInterfaces(Bundle provider, List<Class<?>> registered) {
        this.provider = provider;
        this.found = new LinkedHashSet<>(registered);
    }

    /**
     * Collects them.
     *
     * @param registered what the service is registered under
     * @param original the object's class
     */
    static List<Class<?>> of(List<Class<?>> registered, Class<?> original, Bundle provider) {
        VisibleInterfaces visible = new VisibleInterfaces(provider, registered);
        for (Class<?> type = original; type != null; type = type.getSuperclass()) {
            visible.collect(type);
        }
        return new ArrayList<>(visible.found);
    }

    /** With a stack of its own: the interfaces are the plugin's, and can extend each other to any depth. */
    private void collect(Class<?> type) {
        Deque<Iterator<Class<?>>> unseen = new ArrayDeque<>();
        unseen.push(List.of(type.getInterfaces()).iterator());
        while (!unseen.isEmpty()) {
            if (!unseen.element().hasNext()) {
                unseen.pop();
                continue;
            }
            Class<?> candidate = unseen.element().next();
            if (!seen.add(candidate) || isImplementedAlready(candidate)) {
                continue;
            }
            if (isVisible(candidate)) {
                found.add(candidate);
            } else {
                unseen.push(List.of(candidate.getInterfaces()).iterator()); // what it extends may be visible
            }
        }
    }

    private boolean isImplementedAlready(Class<?> candidate) {
        return found.stream().anyMatch(candidate::isAssignableFrom);
    }

    private boolean isVisible(Class<?> candidate) {
        if (!Modifier.isPublic(candidate.getModifiers())
                || candidate.isSealed()
                || candidate.isHidden()
                || !candidate.getModule().isExported(candidate.getPackageName())
                || GuardedService.class.isAssignableFrom(candidate)) { // the original is a proxy itself
            return false;
        }
        Bundle bundle = FrameworkUtil.getBundle(candidate);
        return bundle == null || !bundle.equals(provider) || isExported(candidate);
    }

    private boolean isExported(Class<?> candidate) {
        BundleWiring wiring = provider.adapt(BundleWiring.class);
        return wiring != null
                && wiring.getCapabilities(BundleRevision.PACKAGE_NAMESPACE).stream()
                        .anyMatch(capability -> candidate
                                .getPackageName()
                                .equals(capability.getAttributes().get(BundleRevision.PACKAGE_NAMESPACE)));
    }
}
