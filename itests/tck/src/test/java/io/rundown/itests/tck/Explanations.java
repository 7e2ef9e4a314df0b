package io.rundown.itests.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A file of tests that end differently, with the reason. An entry is {@code class.method: reason}; the
 * reason goes on in lines that are indented. Empty lines and those that begin with {@code #} are for the
 * reader.
 *
 * @param reasons by {@code class.method}
 */
record Explanations(SortedMap<String, String> reasons) {

    Explanations {
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }

    /** Reads a file. */
    static Explanations read(Path file) throws IOException {
        return parse(Files.readAllLines(file));
    }

    /**
     * Reads the lines of a file.
     *
     * @throws IllegalArgumentException if a line is no entry, a reason is missing, or a test has two
     */
    static Explanations parse(List<String> lines) {
        SortedMap<String, String> reasons = new TreeMap<>();
        String test = "";
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (Character.isWhitespace(line.charAt(0))) {
                if (test.isEmpty()) {
                    throw new IllegalArgumentException("a reason without its test: " + line);
                }
                reasons.merge(test, line.strip(), (reason, more) -> (reason + " " + more).strip());
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("not 'test: reason': " + line);
            }
            test = line.substring(0, colon).strip();
            if (reasons.put(test, line.substring(colon + 1).strip()) != null) {
                throw new IllegalArgumentException("explained twice: " + test);
            }
        }
        reasons.forEach((name, reason) -> {
            if (reason.isEmpty()) {
                throw new IllegalArgumentException("no reason is given for " + name);
            }
        });
        return new Explanations(reasons);
    }

    /**
     * What does not fit: differences that have no reason, and reasons for what is no difference.
     *
     * @return a sentence for each; empty if all is explained
     */
    List<String> faults(Map<String, Difference> differences) {
        List<String> faults = new ArrayList<>();
        differences.forEach((test, difference) -> {
            if (!reasons.containsKey(test)) {
                faults.add("not explained: " + test + ": " + difference);
            }
        });
        reasonless(differences.keySet(), faults);
        return faults;
    }

    private void reasonless(Collection<String> different, List<String> faults) {
        for (String test : reasons.keySet()) {
            if (!different.contains(test)) {
                faults.add("explained, but no different: " + test);
            }
        }
    }
}
