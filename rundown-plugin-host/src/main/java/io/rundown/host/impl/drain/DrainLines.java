package io.rundown.host.impl.drain;

import io.rundown.RundownHolder;
import io.rundown.host.DrainReport;
import io.rundown.host.impl.proxy.ProxyClasses;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How the log names the threads inside a plugin. Bounded in length, however many there are. */
final class DrainLines {

    private static final int HOLDERS = 20;
    private static final int FRAMES = 32;

    private DrainLines() {}

    /** Returns the holders with their counts, in one line. */
    static String names(List<RundownHolder> holders) {
        return holders.isEmpty()
                ? ""
                : first(holders).stream()
                        .map(RundownHolder::toString)
                        .collect(Collectors.joining(", ", " by ", rest(holders)));
    }

    /** Returns a line for each holder: the service method that it called, since when at least, and where it is now. */
    static String calls(DrainReport report) {
        StringBuilder lines = new StringBuilder();
        for (RundownHolder holder : first(report.holders())) {
            StackTraceElement[] stack = holder.stackTrace();
            lines.append("\n  ").append(holder);
            String method = ProxyClasses.calledMethod(stack);
            if (!method.isEmpty()) {
                lines.append(" called ").append(method);
            }
            lines.append(", for ").append(report.elapsed().toMillis()).append(" ms at least");
            if (stack.length > 0) {
                lines.append("\n    at ").append(stack[0]);
            }
        }
        return lines.append(rest(report.holders())).toString();
    }

    /** Returns the stacks of the holders. */
    static String stacks(List<RundownHolder> holders) {
        return first(holders).stream()
                .map(holder -> Arrays.stream(holder.stackTrace())
                        .limit(FRAMES)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining("", "\n  " + holder, "")))
                .collect(Collectors.joining("", "", rest(holders)));
    }

    private static List<RundownHolder> first(List<RundownHolder> holders) {
        return holders.subList(0, Math.min(HOLDERS, holders.size()));
    }

    private static String rest(List<RundownHolder> holders) {
        return holders.size() <= HOLDERS ? "" : " and " + (holders.size() - HOLDERS) + " more";
    }
}
