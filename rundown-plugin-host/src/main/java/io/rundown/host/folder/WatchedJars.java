package io.rundown.host.folder;

import io.rundown.host.ReloadMode;
import java.io.File;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Which bundle is of which jar in a watched folder: the location tells, also of a bundle that took the place of another side by side. */
final class WatchedJars {

    private final BundleContext system;
    private final @Nullable String prefix;

    /** Those of a folder; of none if it is null. */
    WatchedJars(BundleContext system, @Nullable String folder) {
        this.system = system;
        this.prefix = folder == null ? null : new File(folder).toURI().toString();
    }

    /** The bundle of a jar, if it is installed. */
    @Nullable
    Bundle bundleOf(File file) {
        String location = location(file);
        for (Bundle bundle : system.getBundles()) {
            if (withoutMark(bundle.getLocation()).equals(location)) {
                return bundle;
            }
        }
        return null;
    }

    /** Where the bundle of a jar is installed from. */
    String location(File file) {
        return file.toURI().toString();
    }

    /** All bundles of the folder's jars. */
    List<Bundle> bundles() {
        return Arrays.stream(system.getBundles()).filter(this::contains).toList();
    }

    /** Whether a bundle, which may be uninstalled, is of a jar in the folder. */
    boolean contains(Bundle bundle) {
        return prefix != null && bundle.getLocation().startsWith(prefix);
    }

    /** The jar of one of these bundles. */
    File file(Bundle bundle) {
        return new File(URI.create(withoutMark(bundle.getLocation())));
    }

    private static String withoutMark(String location) {
        int mark = location.indexOf(ReloadMode.LOCATION_MARK);
        return mark < 0 ? location : location.substring(0, mark);
    }
}
