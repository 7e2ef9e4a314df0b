package io.rundown.itests.documented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever copies an example from a page gets what the page says. */
class DocumentationIT {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)[^)]*\\)");

    @TempDir
    private Path folder;

    private static Path page(String name) {
        return Path.of(System.getProperty("documented.pages"), name);
    }

    private static List<String> examples(String page) throws IOException {
        List<String> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(page(page)));
        while (matcher.find()) {
            examples.add(matcher.group(1));
        }
        assertTrue(!examples.isEmpty(), "no example on " + page);
        return examples;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The name of its class. */
    private String compile(String example) throws IOException {
        Matcher name = CLASS.matcher(example);
        assertTrue(name.find(), example);
        Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), example);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath(), "-d", folder.toString(), source.toString());
        assertEquals(0, result, example);
        return name.group(1);
    }

    /** What its main method prints. */
    private String run(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + File.pathSeparator + classPath(),
                name));
        command.addAll(List.of(arguments));
        Path output = folder.resolve(name + ".output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> name + " failed");
        return Files.readString(output);
    }

    @Test
    void plainJava() throws Exception {
        List<String> examples = examples("plain-java.md");
        assertEquals("21\n", run(compile(examples.get(0))));
        assertEquals("guarded until it has run\n", run(compile(examples.get(1))));
    }

    @Test
    void embeddedFramework() throws Exception {
        Path jars = Files.createDirectory(folder.resolve("jars"));
        for (String name : List.of("rundown-api", "rundown-impl", "rundown-plugin-host")) {
            Files.copy(Path.of(System.getProperty("bundle." + name)), jars.resolve(name + ".jar"));
        }
        String name = compile(examples("felix.md").get(0));
        String output = run(name, jars.toString(), folder.resolve("storage").toString());
        assertTrue(output.endsWith("stopped in peace\n"), output);
    }

    @Test
    void paxExam() throws IOException {
        String example = examples("pax-exam.md").get(0);
        compile(example.replace("com.example.shop.Clock", "io.rundown.itests.plugins.api.Clock"));
        String source = Files.readString(
                Path.of(System.getProperty("documented.sources"), "io/rundown/itests/documented/ClockIT.java"));
        String shown = source.substring(source.indexOf("// documented"), source.indexOf("// end"));
        String body =
                shown.substring(shown.indexOf('\n') + 1).stripTrailing().replace("sample.provider", "com.example.shop");
        assertTrue(example.contains(body), "the page shows another test than is run:\n" + body);
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(page("../README.md")));
        try (Stream<Path> docs = Files.list(page("."))) {
            docs.filter(doc -> doc.toString().endsWith(".md")).forEach(pages::add);
        }
        assertTrue(pages.size() > 5, pages.toString());
        for (Path page : pages) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertTrue(Files.exists(page.resolveSibling(link.group(1))), page + " links to " + link.group(1));
            }
        }
    }
}
