package io.rundown.host.impl.operation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The copy of a bundle's content is the same bundle, and is written in large pieces. A subclass names the framework. */
@Timeout(120)
abstract class BundleContentContract {

    private static final int SMALL_FILES = 2_000;
    private static final int LARGE_FILE_BYTES = 1 << 20;

    /** Half of what the product writes at once. */
    private static final int PIECE_BYTES = 1 << 15;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Framework framework;

    abstract FrameworkFactory frameworkFactory();

    @BeforeEach
    void startFramework() throws Exception {
        framework = frameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("storage").toString()));
        framework.start();
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
    }

    @Test
    void theCopyOfManySmallFilesReachesTheStreamInLargePieces() throws Exception {
        Counted counted = new Counted();
        BundleContent.write(installed(jarOfManyFiles()), counted);
        assertTrue(counted.bytes > LARGE_FILE_BYTES, counted::toString);
        assertTrue(counted.writes <= 2 + counted.bytes / PIECE_BYTES, counted::toString);
        assertEquals(1, counted.closes, counted::toString);
    }

    @Test
    void theCopyHasTheSameFilesAndFoldersAndTheManifestFirst() throws Exception {
        Path original = jarOfManyFiles();
        Path copy = folder.resolve("copy.jar");
        BundleContent.copy(installed(original), copy);
        Map<String, byte[]> expected = content(original);
        Map<String, byte[]> copied = content(copy);
        assertEquals(expected.keySet(), copied.keySet());
        expected.forEach((name, bytes) -> assertArrayEquals(bytes, copied.get(name), name));
        try (JarInputStream jar = new JarInputStream(Files.newInputStream(copy))) {
            assertNotNull(jar.getManifest(), "a reader of the stream finds the manifest");
        }
    }

    @Test
    void theCopyOfASignedBundleIsSignedForReadersOfTheFileAndOfTheStream() throws Exception {
        Path original = jarOfManyFiles();
        String keys = folder.resolve("keys").toString();
        run(
                "keytool",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "a",
                "-dname",
                "CN=a",
                "-keystore",
                keys,
                "-storepass",
                "changeit");
        run("jarsigner", "-keystore", keys, "-storepass", "changeit", original.toString(), "a");
        Path copy = folder.resolve("copy.jar");
        BundleContent.copy(installed(original), copy);
        String name = smallFile(7);
        try (JarFile jar = new JarFile(copy.toFile())) {
            JarEntry entry = jar.getJarEntry(name);
            jar.getInputStream(entry).readAllBytes();
            assertNotNull(entry.getCodeSigners(), "the file is signed");
        }
        try (JarInputStream jar = new JarInputStream(Files.newInputStream(copy))) {
            JarEntry entry;
            do {
                entry = jar.getNextJarEntry();
                assertNotNull(entry, name);
                jar.readAllBytes();
            } while (!name.equals(entry.getName()));
            assertNotNull(entry.getCodeSigners(), "the stream is signed");
        }
    }

    @Test
    void theCopyCanBeInstalled() throws Exception {
        Bundle bundle = installed(jarOfManyFiles());
        Path copy = folder.resolve("copy.jar");
        BundleContent.copy(bundle, copy);
        bundle.uninstall();
        Bundle again = installed(copy);
        again.start();
        assertEquals("many.files", again.getSymbolicName());
        try (InputStream file = again.getEntry(smallFile(1)).openStream()) {
            assertEquals("content 1", new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Bundle installed(Path jar) throws Exception {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    private static String smallFile(int number) {
        return "some/folder" + number % 10 + "/file" + number + ".txt";
    }

    /** Small files in folders, a large file that cannot be compressed, and an empty folder. */
    private Path jarOfManyFiles() throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "many.files");
        Path jar = folder.resolve("many.jar");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(jar));
                JarOutputStream out = new JarOutputStream(file)) {
            add(out, "META-INF/", new byte[0]);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            manifest.write(bytes);
            add(out, "META-INF/MANIFEST.MF", bytes.toByteArray());
            add(out, "empty/", new byte[0]);
            add(out, "some/", new byte[0]);
            for (int i = 0; i < 10; i++) {
                add(out, "some/folder" + i + "/", new byte[0]);
            }
            for (int i = 0; i < SMALL_FILES; i++) {
                add(out, smallFile(i), ("content " + i).getBytes(StandardCharsets.UTF_8));
            }
            byte[] large = new byte[LARGE_FILE_BYTES];
            new Random(1).nextBytes(large);
            add(out, "lib.jar", large);
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private static Map<String, byte[]> content(Path jar) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                content.put(entry.getName(), file.getInputStream(entry).readAllBytes());
            }
        }
        return content;
    }

    private static void run(String tool, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    /** Counts what reaches it. */
    private static final class Counted extends OutputStream {
        private long bytes;
        private long writes;
        private int closes;

        @Override
        public void write(int one) {
            bytes++;
            writes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes += length;
            writes++;
        }

        @Override
        public void close() {
            closes++;
        }

        @Override
        public String toString() {
            return writes + " writes of " + bytes + " bytes, closed " + closes + " times";
        }
    }
}
