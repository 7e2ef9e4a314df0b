package io.rundown.host.impl.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes failures of plugins in a line of bounded length. What a plugin throws may throw itself when it is asked. */
final class Failures {

    private static final int LIMIT = 500;
    private static final String CAUSED_BY = "Caused by: ";

    private Failures() {}

    /** Describes an exception and its innermost cause. */
    static String describe(Throwable failure) {
        Throwable innermost = failure;
        String text = text(failure);
        for (int depth = 0; depth < LIMIT && innermost != null; depth++) {
            Throwable cause = cause(innermost);
            if (cause == null || cause == innermost) {
                break;
            }
            innermost = cause;
        }
        return limited(innermost == failure ? text : text + ", caused by " + text(innermost));
    }

    /** Describes the exception of a printed stack trace, and its innermost cause. */
    static String describe(String stackTrace) {
        List<String> causes = stackTrace
                .lines()
                .filter(line -> line.startsWith(CAUSED_BY))
                .map(line -> line.substring(CAUSED_BY.length()))
                .toList();
        String first = stackTrace.lines().findFirst().orElse("unknown");
        return limited(causes.isEmpty() ? first : first + ", caused by " + causes.get(causes.size() - 1));
    }

    private static @Nullable Throwable cause(Throwable failure) {
        try {
            return failure.getCause();
        } catch (RuntimeException | Error e) {
            return null;
        }
    }

    private static String text(Throwable failure) {
        try {
            return String.valueOf(failure);
        } catch (RuntimeException | Error e) {
            return failure.getClass().getName();
        }
    }

    private static String limited(String text) {
        return text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "...";
    }
}
