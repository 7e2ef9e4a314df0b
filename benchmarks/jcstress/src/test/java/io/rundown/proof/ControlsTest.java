package io.rundown.proof;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.proof.control.BrokenImplementation;
import io.rundown.proof.control.Control;
import io.rundown.proof.control.Controls;
import io.rundown.proof.control.Stalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The controls fit the code that they break, and each test has one. */
class ControlsTest {

    /** How jcstress names what it generates for a test. */
    private static final Pattern RUNNER = Pattern.compile("\\.([A-Z]\\w+)_jcstress");

    static List<Control> controls() {
        return Stream.concat(Controls.all().stream(), Stream.of(Stalls.everywhere()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("controls")
    void controlFitsTheCodeAndCompiles(Control control, @TempDir Path work) throws IOException {
        Path sources = Path.of(System.getProperty("proof.sources"));
        Path classes = assertDoesNotThrow(() -> BrokenImplementation.compile(control, sources, work));
        assertTrue(Files.exists(classes.resolve("io/rundown/impl/SlotRundownRef.class")));
    }

    @Test
    void eachJcstressTestHasAControl() throws IOException {
        try (InputStream list = ControlsTest.class.getResourceAsStream("/META-INF/TestList")) {
            String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
            Set<String> tests = RUNNER.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertTrue(tests.size() > 20, text);
            Set<String> controlled =
                    Controls.all().stream().map(Control::test).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(tests, controlled);
        }
    }
}
