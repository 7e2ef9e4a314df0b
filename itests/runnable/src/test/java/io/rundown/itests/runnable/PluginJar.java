package io.rundown.itests.runnable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Bundles of this module's packages. */
enum PluginJar {
    API("api", "Export-Package", "io.rundown.itests.runnable.api"),
    PROVIDER("provider", "Bundle-Activator", "io.rundown.itests.runnable.provider.ProviderActivator"),
    CLIENT("client", "Bundle-Activator", "io.rundown.itests.runnable.client.ClientActivator");

    private static final String PACKAGES = "io/rundown/itests/runnable/";

    private final String name;
    private final String header;
    private final String value;

    PluginJar(String name, String header, String value) {
        this.name = name;
        this.header = header;
        this.value = value;
    }

    /** The jar, with a version. */
    byte[] bytes(String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "runnable." + name);
        headers.putValue("Bundle-Version", version);
        headers.putValue(header, value);
        if (this != API) {
            headers.putValue(
                    "Import-Package", "org.osgi.framework,org.osgi.util.tracker,io.rundown.itests.runnable.api");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Path classes = Path.of(System.getProperty("rundown.classes"));
        List<Path> files;
        try (Stream<Path> tree = Files.walk(classes.resolve(PACKAGES + name))) {
            files = tree.filter(Files::isRegularFile).toList();
        }
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Copies it into a folder as a user would, over what is there. */
    void copyTo(Path folder, String version) throws IOException {
        Files.write(in(folder), bytes(version));
    }

    Path in(Path folder) {
        return folder.resolve(name + ".jar");
    }
}
