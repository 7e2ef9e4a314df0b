package io.rundown.host.impl.config;

import io.rundown.host.TimeoutAction;
import io.rundown.host.impl.log.HostLog;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings that people wrote. A value that cannot be read never stops anything: it is reported,
 * with where it stands, what it is, what would be right and what is used instead.
 */
public final class SettingReader {

    private static final System.Logger LOG = HostLog.get();

    /** A little less than fits into a {@code long} of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(290 * 365);

    private final String origin;
    private final Source source;

    /** Where values come from. */
    @FunctionalInterface
    public interface Source {
        /** The value of a key, or {@code null} if it is not set. */
        @Nullable
        Object get(String key);
    }

    /**
     * A reader of one source.
     *
     * @param origin what warnings call the source, such as {@code "framework property"}
     * @param source the values
     */
    public SettingReader(String origin, Source source) {
        this.origin = origin;
        this.source = source;
    }

    /** A reader of a map, such as the attributes of a requirement. */
    public static SettingReader of(String origin, Map<String, ?> values) {
        return new SettingReader(origin, values::get);
    }

    /** The text of a key, stripped; the default if it is not set or blank. */
    public String text(String key, String otherwise) {
        String value = value(key);
        return value == null ? otherwise : value;
    }

    /** A time: an ISO-8601 duration or a number of milliseconds, not negative, at most 290 years. */
    public Duration duration(String key, Duration otherwise) {
        String value = value(key);
        if (value == null) {
            return otherwise;
        }
        try {
            Duration duration = value.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofMillis(Long.parseLong(value))
                    : Duration.parse(value);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            // reported below, together with negative ones
        }
        warn(
                key,
                value,
                "a duration such as PT30S, or milliseconds such as 30000, not negative, at most 290 years",
                otherwise);
        return otherwise;
    }

    /** A comma-separated list of globs. An empty one is one, too. */
    public List<Glob> globs(String key, List<Glob> otherwise) {
        Object value = source.get(key);
        return value == null ? otherwise : Glob.list(value.toString());
    }

    /** A number of things, at least one. */
    public int count(String key, int otherwise) {
        String value = value(key);
        if (value == null) {
            return otherwise;
        }
        try {
            int count = Integer.parseInt(value);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // reported below, together with those that are too small
        }
        warn(key, value, "a whole number, at least 1", otherwise);
        return otherwise;
    }

    /** A truth value: {@code true} or {@code false} in any case. */
    public boolean truth(String key, boolean otherwise) {
        String value = value(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                warn(key, value, "true or false", otherwise);
                yield otherwise;
            }
        };
    }

    /** What to do when a drain's time is up: the name of a {@link TimeoutAction} in any case. */
    public TimeoutAction timeoutAction(String key, TimeoutAction otherwise) {
        String value = value(key);
        if (value == null) {
            return otherwise;
        }
        for (TimeoutAction action : TimeoutAction.values()) {
            if (action.name().equalsIgnoreCase(value)) {
                return action;
            }
        }
        String choices = Arrays.stream(TimeoutAction.values())
                .map(action -> action.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        warn(key, value, "one of " + choices, otherwise.name().toLowerCase(Locale.ROOT));
        return otherwise;
    }

    /**
     * Reports that two settings contradict each other. Both are used as they are.
     *
     * @param what which two, what follows from that, and what to do
     */
    void contradiction(String what) {
        LOG.log(Level.WARNING, "{0}: {1}", origin, what);
    }

    private @Nullable String value(String key) {
        Object value = source.get(key);
        if (value == null) {
            return null;
        }
        String text = value.toString().strip();
        return text.isEmpty() ? null : text;
    }

    private void warn(String key, String value, String expected, Object used) {
        LOG.log(
                Level.WARNING,
                "{0} {1}: ''{2}'' is not understood; expected {3}; {4} is used instead",
                origin,
                key,
                value,
                expected,
                used.toString());
    }
}
