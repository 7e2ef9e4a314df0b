package io.rundown.demo;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the sample bundles: real jars with manifest and component descriptions, built by bnd from
 * classes of this module.
 */
final class SampleBundles {

    private final Path directory;
    private final List<Path> classPath;

    /**
     * @param directory where the jars go
     * @param bundles the bundles that the samples are compiled against
     */
    SampleBundles(Path directory, BundleFiles bundles) {
        this.directory = directory;
        this.classPath = List.of(ownClasses(), bundles.platform().get(0), bundles.api());
    }

    /**
     * Builds a bundle of one package.
     *
     * @param name last part of the package name
     * @return the jar
     */
    Path build(String name) throws Exception {
        try (Builder builder = new Builder()) {
            builder.setBundleSymbolicName("io.rundown.demo." + name);
            builder.setProperty("Bundle-Version", "1.0.0");
            builder.setPrivatePackage("io.rundown.demo." + name);
            builder.setImportPackage("!org.jspecify.annotations, *");
            builder.setProperty("-noimportjava", "true");
            builder.setClasspath(classPath.stream().map(Path::toFile).toArray(File[]::new));
            Path file = directory.resolve(name + ".jar");
            try (Jar jar = builder.build()) {
                if (!builder.isOk() || jar.getDirectory("OSGI-INF") == null) {
                    throw new IllegalStateException(
                            "bundle " + name + " was not built: " + builder.getErrors() + " " + builder.getWarnings());
                }
                Files.createDirectories(directory);
                jar.write(file.toFile());
            }
            return file;
        }
    }

    /**
     * Makes a revision that does not start: it needs a package that nobody has.
     *
     * @param symbolicName whose revision it claims to be
     * @return the jar
     */
    Path buildBroken(String symbolicName) throws Exception {
        try (Builder builder = new Builder()) {
            builder.setBundleSymbolicName(symbolicName);
            builder.setProperty("Bundle-Version", "99.0.0");
            builder.setImportPackage("io.rundown.demo.no.such.thing");
            builder.setProperty("-resourceonly", "true");
            Path file = directory.resolve("broken.jar");
            try (Jar jar = builder.build()) {
                Files.createDirectories(directory);
                jar.write(file.toFile());
            }
            return file;
        }
    }

    private static Path ownClasses() {
        try {
            return Path.of(SampleBundles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
