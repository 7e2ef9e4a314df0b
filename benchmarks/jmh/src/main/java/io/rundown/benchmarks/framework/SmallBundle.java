package io.rundown.benchmarks.framework;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;

/** A bundle that is made in memory, of a manifest and of classes and files of this module. */
public final class SmallBundle {

    private record Source(Class<?> type, String resource) {}

    private final String symbolicName;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Source> files = new LinkedHashMap<>();

    private SmallBundle(String symbolicName) {
        this.symbolicName = symbolicName;
        header(Constants.BUNDLE_MANIFESTVERSION, "2");
        header(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
    }

    /** A bundle with a name and nothing else. */
    public static SmallBundle named(String symbolicName) {
        return new SmallBundle(symbolicName);
    }

    /** Sets a header of the manifest. */
    public SmallBundle header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Imports packages of any version. */
    public SmallBundle importing(String... packages) {
        return header(Constants.IMPORT_PACKAGE, String.join(",", packages));
    }

    /** Contains classes, each without the classes nested in it. */
    public SmallBundle containing(Class<?>... types) {
        for (Class<?> type : types) {
            String path = type.getName().replace('.', '/') + ".class";
            file(path, type, "/" + path);
        }
        return this;
    }

    /** Contains a file, which a class finds as its resource. */
    public SmallBundle file(String path, Class<?> type, String resource) {
        files.put(path, new Source(type, resource));
        return this;
    }

    /** A location of its own, by which a framework tells it from others. */
    String location() {
        return "memory:" + symbolicName;
    }

    /** The jar. */
    InputStream jar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, Source> file : files.entrySet()) {
                jar.putNextEntry(new ZipEntry(file.getKey()));
                copy(file.getValue(), jar);
                jar.closeEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void copy(Source source, JarOutputStream jar) throws IOException {
        try (InputStream content = source.type().getResourceAsStream(source.resource())) {
            if (content == null) {
                throw new IOException("no resource " + source.resource() + " beside " + source.type());
            }
            content.transferTo(jar);
        }
    }
}
