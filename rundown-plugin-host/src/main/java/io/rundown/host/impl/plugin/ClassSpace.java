package io.rundown.host.impl.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Whether a bundle means a class by its name: what frameworks ask of the provider of a service, and nobody can
 * ask of one that is not there at the moment.
 */
final class ClassSpace {

    private ClassSpace() {}

    /** Whether a bundle sees the class under its name, or none. */
    static boolean isCompatible(Bundle consumer, Class<?> type) {
        BundleWiring wiring = consumer.adapt(BundleWiring.class);
        if (wiring == null) {
            return true; // it sees no class at all
        }
        List<BundleWire> wires = wiring.getRequiredWires(BundleRevision.PACKAGE_NAMESPACE);
        if (wires == null) {
            return true; // it has just been refreshed
        }
        for (BundleWire wire : wires) {
            if (type.getPackageName()
                    .equals(wire.getCapability().getAttributes().get(BundleRevision.PACKAGE_NAMESPACE))) {
                return isFrom(wire.getProviderWiring(), type);
            }
        }
        ClassLoader loader = wiring.getClassLoader();
        if (loader == null) {
            return true; // it has just been refreshed
        }
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException | LinkageError e) {
            return true;
        }
    }

    private static boolean isFrom(@Nullable BundleWiring exporter, Class<?> type) {
        if (exporter == null) {
            return true; // it has just been refreshed
        }
        Bundle bundle = FrameworkUtil.getBundle(type);
        return exporter.getClassLoader() == type.getClassLoader()
                || (exporter.getBundle().getBundleId() == 0 && (bundle == null || bundle.getBundleId() == 0));
    }
}
