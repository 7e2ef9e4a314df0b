package io.rundown.host.impl.plugin;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The consumers that may see a service. */
@FunctionalInterface
public interface Audience {

    /** All there are. */
    Audience EVERYBODY = consumer -> true;

    /** None at all. */
    Audience NOBODY = consumer -> false;

    /** Whether a consumer is one of them. */
    boolean includes(BundleContext consumer);

    /** The host, some bundles, and whoever has just stopped, to whom nothing is told anyway. */
    static Audience ofHostAnd(Bundle host, Predicate<Bundle> bundles) {
        return consumer -> {
            Bundle bundle = bundleOf(consumer);
            return bundle == null || bundle.equals(host) || bundles.test(bundle);
        };
    }

    private static @Nullable Bundle bundleOf(BundleContext context) {
        try {
            return context.getBundle();
        } catch (IllegalStateException e) {
            return null;
        }
    }
}
