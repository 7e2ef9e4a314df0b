package io.rundown.host.impl.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern for bundle symbolic names: {@code *} stands for any characters, {@code ?} for one,
 * everything else for itself.
 */
public final class Glob {

    private final String text;
    private final Pattern pattern;

    private Glob(String text) {
        this.text = text;
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

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
