package io.rundown.itests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports are read whole, and nothing in them is passed over. */
class TestRunTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path directory;

    @Test
    void everyOutcomeIsTold() throws IOException {
        report(
                "TEST-a.xml",
                "<testcase classname='A' name='passes'/>"
                        + "<testcase classname='A' name='fails'><failure message='no'/></testcase>"
                        + "<testcase classname='A' name='breaks'><error/></testcase>"
                        + "<testcase classname='A' name='rests'><skipped/></testcase>");

        assertEquals(
                Map.of(
                        "A.passes", Outcome.PASSED,
                        "A.fails", Outcome.FAILED,
                        "A.breaks", Outcome.ERROR,
                        "A.rests", Outcome.SKIPPED),
                TestRun.read(directory).outcomes());
    }

    @Test
    void allReportsOfADirectoryAreOneRun() throws IOException {
        report("TEST-a.xml", "<testcase classname='A' name='one'/>");
        report("TEST-b.xml", "<testcase classname='B' name='one'/>");

        assertEquals(
                Map.of("A.one", Outcome.PASSED, "B.one", Outcome.PASSED),
                TestRun.read(directory).outcomes());
    }

    @Test
    void aTestThatIsReportedTwiceIsRefused() throws IOException {
        report("TEST-a.xml", "<testcase classname='A' name='one'/><testcase classname='A' name='one'/>");

        assertThrows(IOException.class, () -> TestRun.read(directory));
    }

    @Test
    void aTruncatedReportIsRefused() throws IOException {
        Files.writeString(directory.resolve("TEST-a.xml"), "<testsuite><testcase classname='A' name='one'/>");

        assertThrows(IOException.class, () -> TestRun.read(directory));
    }

    private void report(String file, String tests) throws IOException {
        Files.writeString(directory.resolve(file), "<testsuite>" + tests + "</testsuite>");
    }
}
