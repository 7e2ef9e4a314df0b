package io.rundown.itests.tck;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The tests of one run and how each of them ended.
 *
 * @param outcomes by {@code class.method}
 */
record TestRun(SortedMap<String, Outcome> outcomes) {

    TestRun {
        outcomes = Collections.unmodifiableSortedMap(new TreeMap<>(outcomes));
    }

    /** Reads all reports in a directory. */
    static TestRun read(Path directory) throws IOException {
        SortedMap<String, Outcome> outcomes = new TreeMap<>();
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(directory, "*.xml")) {
            for (Path report : reports) {
                read(report, outcomes);
            }
        }
        return new TestRun(outcomes);
    }

    private static void read(Path report, SortedMap<String, Outcome> outcomes) throws IOException {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            parser.setErrorHandler(null); // or it prints what it throws
            NodeList tests = parser.parse(report.toFile()).getElementsByTagName("testcase");
            for (int i = 0; i < tests.getLength(); i++) {
                Element test = (Element) tests.item(i);
                String name = test.getAttribute("classname") + "." + test.getAttribute("name");
                if (outcomes.putIfAbsent(name, outcome(test)) != null) {
                    throw new IOException(report + " has a second result of " + name);
                }
            }
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + " is no test report", e);
        }
    }

    private static Outcome outcome(Element test) {
        if (has(test, "error")) {
            return Outcome.ERROR;
        }
        if (has(test, "failure")) {
            return Outcome.FAILED;
        }
        return has(test, "skipped") ? Outcome.SKIPPED : Outcome.PASSED;
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    /** How a test ended. */
    Outcome outcome(String test) {
        return outcomes.getOrDefault(test, Outcome.ABSENT);
    }

    /** The names of all tests. */
    Set<String> tests() {
        return outcomes.keySet();
    }
}
