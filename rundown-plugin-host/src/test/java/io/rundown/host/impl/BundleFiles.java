package io.rundown.host.impl;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Makes bundle jars of what the build has compiled. */
final class BundleFiles {

    private BundleFiles() {}

    /** The bundle that a class of this build belongs to, packed already or not. */
    static Path bundleOf(Class<?> type, Path folder) throws IOException {
        Path source =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        if (Files.isRegularFile(source)) {
            return source;
        }
        Path jar = folder.resolve(type.getName() + ".jar");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jar));
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> tree = Files.walk(source)) {
            add(out, source, source.resolve("META-INF/MANIFEST.MF"));
            for (Path entry : tree.filter(Files::isRegularFile).toList()) {
                if (!entry.endsWith("META-INF/MANIFEST.MF")) {
                    add(out, source, entry);
                }
            }
        }
        return jar;
    }

    private static void add(JarOutputStream out, Path root, Path entry) throws IOException {
        out.putNextEntry(new ZipEntry(root.relativize(entry).toString().replace('\\', '/')));
        Files.copy(entry, out);
    }

    /** A bundle of one activator class and its lambdas; everything else comes by boot delegation. */
    static Path plugin(Class<?> activator, String symbolicName, String requirement, Path folder) throws IOException {
        return plugin(
                activator,
                symbolicName,
                requirement.isEmpty() ? Map.of() : Map.of("Require-Capability", requirement),
                folder);
    }

    /**
     * As before, with other headers too, and classes that it has for itself; {@code Import-Package} is added to what
     * there is anyway.
     */
    static Path plugin(Class<?> activator, String symbolicName, Map<String, String> more, Path folder, Class<?>... own)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", symbolicName);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", activator.getName());
        more.forEach(headers::putValue);
        String imports = "org.osgi.framework," + activator.getPackageName();
        headers.putValue(
                "Import-Package",
                more.containsKey("Import-Package") ? imports + "," + more.get("Import-Package") : imports);
        Path jar = folder.resolve(symbolicName + ".jar");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jar));
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Class<?> type : own) {
                out.putNextEntry(new ZipEntry(type.getName().replace('.', '/') + ".class"));
                out.write(bytes(type));
            }
        }
        return jar;
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream file = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            return Objects.requireNonNull(file, type.getName()).readAllBytes();
        }
    }
}
