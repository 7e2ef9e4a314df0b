package io.rundown.host.impl.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern for bundle symbolic names: {@code *} stands for any characters, {@code ?} for one,
 * everything else for itself. In a list, one after {@code !} takes out what others take in.
 */
public final class Glob {

    private final String text;
    private final boolean excluding;
    private final Pattern pattern;

    private Glob(String entry) {
        this.excluding = entry.startsWith("!");
        this.text = entry.substring(excluding ? 1 : 0).strip();
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        this.pattern = Pattern.compile(regex.toString());
    }

    /** Reads a comma-separated list. Blank entries do not count. */
    public static List<Glob> list(String commaSeparated) {
        List<Glob> globs = new ArrayList<>();
        for (String entry : commaSeparated.split(",", -1)) {
            if (!entry.isBlank()) {
                globs.add(new Glob(entry.strip()));
            }
        }
        return List.copyOf(globs);
    }

    /** Tells whether the whole name fits. */
    public boolean matches(String symbolicName) {
        return pattern.matcher(symbolicName).matches();
    }

    /** Whether some in the list take the name in, and none takes it out. */
    public static boolean select(List<Glob> globs, String symbolicName) {
        return globs.stream().anyMatch(glob -> !glob.excluding && glob.matches(symbolicName))
                && globs.stream().noneMatch(glob -> glob.excluding && glob.matches(symbolicName));
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return excluding ? "!" + text : text;
    }
}
