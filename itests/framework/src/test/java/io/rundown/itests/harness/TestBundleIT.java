package io.rundown.itests.harness;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The bundle that tests run in. Equinox does not import dynamically while something else is resolved for more than 30 s: then a soak on a
 * busy machine failed with {@code NoClassDefFoundError: org/osgi/framework/wiring/FrameworkWiring} when it first refreshed a bundle.
 */
public class TestBundleIT extends InFramework {

    @Test
    public void whatTestsUseWhileBundlesChangeIsNotImportedDynamically() {
        List<String> missing = new ArrayList<>(IMPORTED_BEFOREHAND);
        for (BundleWire wire :
                context.getBundle().adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)) {
            String resolution = wire.getRequirement().getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
            if (!PackageNamespace.RESOLUTION_DYNAMIC.equals(resolution)) {
                missing.remove(wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
            }
        }
        assertEquals(List.of(), missing);
    }
}
