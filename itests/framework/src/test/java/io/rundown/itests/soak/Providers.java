package io.rundown.itests.soak;

import io.rundown.host.HostProperties;
import io.rundown.itests.sample.api.Echo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Finds service objects of plugins, which are used until the test ends. */
final class Providers {

    private final BundleContext context;

    Providers(BundleContext context) {
        this.context = context;
    }

    /** The one of a plugin, if it serves. */
    Optional<Echo> echoOf(Bundle plugin) {
        return find("(" + HostProperties.ORIGINAL_BUNDLE_ID + "=" + plugin.getBundleId() + ")").stream()
                .findFirst()
                .map(context::getService);
    }

    /** Any, if there is one. */
    Optional<Echo> any(Random random) {
        List<ServiceReference<Echo>> found = find(null);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(context.getService(found.get(random.nextInt(found.size()))));
    }

    private List<ServiceReference<Echo>> find(String filter) {
        try {
            return new ArrayList<>(context.getServiceReferences(Echo.class, filter));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } catch (NullPointerException e) {
            return List.of(); // Felix 7.0.5, in isAssignableTo, if it comes across a bundle that is being refreshed
        }
    }
}
