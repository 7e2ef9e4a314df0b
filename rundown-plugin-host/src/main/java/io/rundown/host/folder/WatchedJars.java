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

    private static final String FILE = "file:";

    private final BundleContext system;
    private final SeenFiles seen;

    /** Those that have been seen. */
    WatchedJars(BundleContext system, SeenFiles seen) {
        this.system = system;
        this.seen = seen;
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
    static String location(File file) {
        return file.toURI().toString();
    }

    /** All bundles of such jars. */
    List<Bundle> bundles() {
        return Arrays.stream(system.getBundles()).filter(this::contains).toList();
    }

    /** Whether a bundle, which may be uninstalled, is of such a jar. */
    boolean contains(Bundle bundle) {
        File file = file(bundle);
        return file != null && seen.knows(file);
    }

    /** The jar that a bundle was installed from; {@code null} if it was none. */
    static @Nullable File file(Bundle bundle) {
        String location = withoutMark(bundle.getLocation());
        if (!location.startsWith(FILE)) {
            return null;
        }
        try {
            return new File(URI.create(location));
        } catch (IllegalArgumentException e) {
            return null; // a location need not be a URI, though it looks like one
        }
    }

    /** Whether the folder of a file is there; if not, it says nothing that the file is not. */
    static boolean isFolderThere(File file) {
        File folder = file.getParentFile();
        return folder == null || folder.isDirectory();
    }

    private static String withoutMark(String location) {
        int mark = location.indexOf(ReloadMode.LOCATION_MARK);
        return mark < 0 ? location : location.substring(0, mark);
    }
}
