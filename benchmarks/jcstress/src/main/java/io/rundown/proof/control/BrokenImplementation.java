package io.rundown.proof.control;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the implementation with a control's changes, to be put before the real one on a class path. */
public final class BrokenImplementation {

    private static final Path PACKAGE = Path.of("io", "rundown", "impl");

    private BrokenImplementation() {}

    /**
     * Makes the class files.
     *
     * @param sources the implementation's source folder
     * @param directory what to fill
     * @return the folder with the classes
     * @throws IOException if a file cannot be read or written
     * @throws IllegalStateException if a change does not fit the sources, or they do not compile with it
     */
    public static Path compile(Control control, Path sources, Path directory) throws IOException {
        Path changed = Files.createDirectories(directory.resolve(control.name()).resolve("sources"));
        Path classes = Files.createDirectories(directory.resolve(control.name()).resolve("classes"));
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(sources.resolve(PACKAGE))) {
            for (Path file :
                    found.filter(each -> each.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                for (Change change : control.changes()) {
                    if (file.endsWith(change.file() + ".java")) {
                        text = change.applyTo(text);
                    }
                }
                Path target = changed.resolve(file.getFileName().toString());
                Files.writeString(target, text);
                files.add(target);
            }
        }
        compile(control, files, classes);
        return classes;
    }

    private static void compile(Control control, List<Path> files, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("no Java compiler: run with a JDK, not a JRE");
        }
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("control " + control.name() + " does not compile:\n" + messages);
            }
        }
    }
}
