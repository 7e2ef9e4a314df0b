package io.rundown.proof.control;

/**
 * One edit of one source file.
 *
 * @param file the simple name of the class
 * @param find what stands there, exactly once
 * @param replace what stands there instead
 */
public record Change(String file, String find, String replace) {

    /** The text with the edit made. Fails if what it replaces has moved on: the control is then to be adapted. */
    String applyTo(String text) {
        int at = text.indexOf(find);
        if (at < 0 || text.indexOf(find, at + 1) >= 0) {
            throw new IllegalStateException(
                    "'" + find + "' must stand in " + file + ".java exactly once, and stands there "
                            + (at < 0 ? "not at all" : "more than once") + ": adapt the control to the code");
        }
        return text.substring(0, at) + replace + text.substring(at + find.length());
    }
}
