package io.rundown.itests.karaf;

/** Of the sample plugin. */
final class Versions {

    /** The last one, counted from 0. */
    static final int LAST = 20;

    private Versions() {}

    static String of(int minor) {
        return "1." + minor + ".0";
    }
}
