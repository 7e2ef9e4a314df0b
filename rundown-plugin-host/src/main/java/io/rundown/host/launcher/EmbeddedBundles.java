package io.rundown.host.launcher;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The bundles that the runnable jar carries. They are updated at each start, whatever the storage folder has of them: from another
 * version of the jar, or from a process that was killed.
 */
final class EmbeddedBundles {

    private static final String FOLDER = "export/host/";
    private static final String LOCATION = "rundown-host/";

    /** Without a terminal it would end, and the framework with it. */
    private static final String SHELL = "org.apache.felix.gogo.jline";

    /** Before everything else, so that whatever starts is seen. */
    private static final List<String> FIRST = List.of("rundown-api", "rundown-impl", "rundown-plugin-host");

    /** When all others are there: these start what the user brings. */
    private static final List<String> LAST = List.of("org.apache.felix.fileinstall", SHELL);

    private static final int FIRST_LEVEL = 1;
    private static final int LEVEL = 2;
    private static final int LAST_LEVEL = 3;

    private final BundleContext system;
    private final boolean shell;

    EmbeddedBundles(BundleContext system, boolean shell) {
        this.system = system;
        this.shell = shell;
    }

    /** Installs or updates them, and has them started with the framework. */
    void install() throws IOException, BundleException {
        Set<String> present = new HashSet<>();
        List<Bundle> bundles = new ArrayList<>();
        for (String name : names()) {
            present.add(LOCATION + name);
            bundles.add(install(name));
        }
        for (Bundle bundle : system.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION) && !present.contains(bundle.getLocation())) {
                bundle.uninstall(); // another version of the jar had it
            }
        }
        for (Bundle bundle : bundles) {
            if (SHELL.equals(bundle.getSymbolicName()) && !shell) {
                bundle.stop(); // a start before may have wanted it
            } else {
                bundle.start();
            }
        }
    }

    /** Those that the jar carries have these names. */
    static List<String> symbolicNames() throws IOException {
        List<String> symbolicNames = new ArrayList<>();
        for (String name : names()) {
            try (JarInputStream jar = new JarInputStream(open(name))) {
                @Nullable Manifest manifest = jar.getManifest();
                @Nullable
                String symbolicName =
                        manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
                if (symbolicName == null) {
                    throw new IOException(name + " in the jar of the host is no bundle; build it anew");
                }
                symbolicNames.add(symbolicName.split(";", 2)[0].strip());
            }
        }
        return symbolicNames;
    }

    private Bundle install(String name) throws IOException, BundleException {
        String location = LOCATION + name;
        Bundle bundle = system.getBundle(location);
        try (InputStream jar = open(name)) {
            if (bundle == null) {
                bundle = system.installBundle(location, jar);
            } else {
                bundle.update(jar);
            }
        }
        bundle.adapt(BundleStartLevel.class).setStartLevel(level(name));
        return bundle;
    }

    private static int level(String name) {
        if (FIRST.stream().anyMatch(name::startsWith)) {
            return FIRST_LEVEL;
        }
        return LAST.stream().anyMatch(name::startsWith) ? LAST_LEVEL : LEVEL;
    }

    private static List<String> names() throws IOException {
        try (JarFile jar = new JarFile(ownJar())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(FOLDER) && name.endsWith(".jar"))
                    .map(name -> name.substring(FOLDER.length()))
                    .toList();
        }
    }

    private static File ownJar() throws IOException {
        try {
            return new File(EmbeddedBundles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the jar does not know where it is", e);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = EmbeddedBundles.class.getResourceAsStream("/" + FOLDER + name);
        if (in == null) {
            throw new FileNotFoundException(name);
        }
        return in;
    }
}
