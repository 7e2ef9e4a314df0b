package io.rundown.host.impl.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for bundle symbolic names: {@code *} stands for any characters, {@code ?} for one, line breaks included, and
 * everything else for itself. In a list, one after {@code !} takes out what others take in.
 */
public final class Glob {

    private final String text;
    private final boolean excluding;
    private final int[] pattern;

    private Glob(String entry) {
        this.excluding = entry.startsWith("!");
        this.text = entry.substring(excluding ? 1 : 0).strip();
        this.pattern = text.codePoints().toArray();
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

    /**
     * Tells whether the whole name fits. When the characters behind a {@code *} do not fit, the last {@code *} takes one character more; what
     * earlier ones take need never change. So the time is at most that for each character of the pattern at each place of the name.
     */
    public boolean matches(String symbolicName) {
        int[] name = symbolicName.codePoints().toArray();
        int at = 0; // in the pattern
        int place = 0; // in the name
        int star = -1; // the last one met
        int afterStar = 0; // the place behind what that one takes
        while (place < name.length) {
            if (at < pattern.length && pattern[at] == '*') {
                star = at++;
                afterStar = place;
            } else if (at < pattern.length && (pattern[at] == '?' || pattern[at] == name[place])) {
                at++;
                place++;
            } else if (star >= 0) {
                at = star + 1;
                place = ++afterStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
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
