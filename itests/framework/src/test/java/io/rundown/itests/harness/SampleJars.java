package io.rundown.itests.harness;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the jars of all {@link Sample}s, once in a test run. Runs outside the framework. */
final class SampleJars {

    private static boolean made;

    private SampleJars() {}

    static synchronized void make() {
        if (made) {
            return;
        }
        try {
            Files.createDirectories(Locations.samples());
            for (Sample sample : Sample.values()) {
                make(sample);
            }
            made = true;
        } catch (Exception e) {
            throw new IllegalStateException("cannot make the sample bundles", e);
        }
    }

    private static void make(Sample sample) throws Exception {
        Path classes = Locations.target().resolve("classes");
        try (Builder builder = new Builder()) {
            builder.setBase(classes.toFile());
            builder.addClasspath(classes.toFile());
            builder.setProperty("Bundle-SymbolicName", sample.symbolicName());
            builder.setProperty("Bundle-Version", "1.0.0");
            builder.setProperty("-resourceonly", "true"); // do not warn of bundles without code
            builder.setProperty("Import-Package", "!org.jspecify.annotations,*");
            for (Header header : sample.headers()) {
                builder.setProperty(header.name(), header.value());
            }
            Jar jar = builder.build();
            if (!builder.isOk()) {
                throw new IOException(sample + ": " + builder.getErrors() + " " + builder.getWarnings());
            }
            jar.write(Locations.jar(sample).toFile());
        }
    }
}
