package io.rundown.itests.harness;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A manifest header or bnd instruction. Package names are relative to {@code io.rundown.itests.sample}. */
record Header(String name, String value) {

    private static final String ROOT = "io.rundown.itests.sample.";

    static Header header(String name, String value) {
        return new Header(name, value);
    }

    static Header contains(String packages) {
        return new Header("Private-Package", absolute(packages));
    }

    static Header exports(String packages) {
        return new Header("Export-Package", absolute(packages));
    }

    /** Imports these, beside what the content needs. */
    static Header imports(String packages) {
        return new Header("Import-Package", absolute(packages) + ",!org.jspecify.annotations,*");
    }

    static Header activator(String className) {
        return new Header("Bundle-Activator", ROOT + className);
    }

    /** The requirement that makes a bundle a plugin, with more attributes or none. */
    static Header optIn(String attributes) {
        return new Header("Require-Capability", "osgi.extender;filter:='(osgi.extender=io.rundown)'" + attributes);
    }

    private static String absolute(String packages) {
        return Arrays.stream(packages.split(",(?=[a-z])")).map(ROOT::concat).collect(Collectors.joining(","));
    }
}
