package io.rundown.proof.run;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run of jcstress found, read from what it prints about all configurations of each test.
 *
 * @param tests how many tests have results
 * @param samples how many results there were
 * @param forbidden how many of them were forbidden, or not described at all
 * @param errors how many tests could not be run
 * @param output all that it printed
 */
public record Findings(int tests, long samples, long forbidden, int errors, String output) {

    private static final String SUMMARY = "Results across all configurations:";
    private static final Pattern ROW = Pattern.compile(
            "^\\s+\\S.*?\\s+([\\d,]+)\\s+(?:<?[\\d.]+%|--)\\s+(Acceptable|Interesting|Forbidden|Unknown)\\b.*");
    private static final Pattern ERRORS = Pattern.compile("Error tests: (\\d+) matching.*");
    private static final Pattern RESULTS = Pattern.compile("RUN RESULTS:");

    /** What a run has found that was ended once something forbidden was seen: the sum of its configurations. */
    static Findings soFar(List<String> lines) {
        long samples = 0;
        long forbidden = 0;
        for (String line : lines) {
            if (line.strip().equals(SUMMARY)) {
                break;
            }
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                samples += count(row);
                forbidden += isForbidden(row) ? count(row) : 0;
            }
        }
        return new Findings(samples > 0 ? 1 : 0, samples, forbidden, 0, String.join("\n", lines));
    }

    /** Whether this line of the output tells of something forbidden. */
    static boolean tellsOfForbidden(String line) {
        Matcher row = ROW.matcher(line);
        return row.matches() && isForbidden(row) && count(row) > 0;
    }

    private static long count(Matcher row) {
        return Long.parseLong(row.group(1).replace(",", ""));
    }

    private static boolean isForbidden(Matcher row) {
        return row.group(2).equals("Forbidden") || row.group(2).equals("Unknown");
    }

    static Findings in(List<String> lines) {
        int tests = 0;
        long samples = 0;
        long forbidden = 0;
        int errors = 0;
        boolean complete = false;
        boolean inSummary = false;
        for (String line : lines) {
            complete |= RESULTS.matcher(line).find();
            Matcher error = ERRORS.matcher(line.strip());
            if (error.matches()) {
                errors += Integer.parseInt(error.group(1));
            }
            if (line.strip().equals(SUMMARY)) {
                inSummary = true;
                tests++;
            } else if (line.startsWith("...") || line.strip().startsWith("HTML")) {
                inSummary = false;
            }
            Matcher row = ROW.matcher(line);
            if (inSummary && row.matches()) {
                samples += count(row);
                forbidden += isForbidden(row) ? count(row) : 0;
            }
        }
        if (!complete || tests == 0) {
            errors++; // a run that was cut off, or had nothing to run, found nothing out
        }
        return new Findings(tests, samples, forbidden, errors, String.join("\n", lines));
    }
}
