package io.rundown.itests.plugins;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The bundles, one of each package here. */
public enum PluginJar {
    /** The interface. */
    API("api", "Export-Package", "io.rundown.itests.plugins.api"),
    /** Registers it. */
    PROVIDER("provider", "Bundle-Activator", "io.rundown.itests.plugins.provider.ProviderActivator"),
    /** Calls it without a pause. */
    CLIENT("client", "Bundle-Activator", "io.rundown.itests.plugins.client.ClientActivator");

    private static final String PACKAGES = "io/rundown/itests/plugins/";

    private final String name;
    private final String header;
    private final String value;

    PluginJar(String name, String header, String value) {
        this.name = name;
        this.header = header;
        this.value = value;
    }

    /** The jar, with a version. */
    public byte[] bytes(String version) throws IOException {
        return bytes(version, Map.of());
    }

    /** The jar, with a version and further headers, which are above those it has anyway. */
    public byte[] bytes(String version, Map<String, String> more) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "sample." + name);
        headers.putValue("Bundle-Version", version);
        headers.putValue(header, value);
        if (this != API) {
            headers.putValue(
                    "Import-Package",
                    "org.osgi.framework,org.osgi.framework.namespace,org.osgi.framework.wiring,org.osgi.util.tracker,io.rundown.itests.plugins.api");
        }
        more.forEach(headers::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FileSystem own = ownJar();
                Stream<Path> tree = Files.walk(own.getPath(PACKAGES + name));
                JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(file.toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static FileSystem ownJar() throws IOException {
        try {
            return FileSystems.newFileSystem(Path.of(PluginJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies it into a folder as a user would, over what is there. */
    public void copyTo(Path folder, String version) throws IOException {
        Files.write(in(folder), bytes(version));
    }

    /** Its place in a folder. */
    public Path in(Path folder) {
        return folder.resolve(name + ".jar");
    }
}
