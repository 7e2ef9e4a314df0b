package io.rundown.proof.control;

import io.rundown.proof.run.BarrierMode;
import java.util.List;
import java.util.Set;

/**
 * A broken variant of the implementation.
 *
 * @param name what is broken
 * @param test the simple name of the jcstress test that catches it
 * @param modes where it is broken; in the other mode the line does not matter
 * @param changes the edits that break it
 */
public record Control(String name, String test, Set<BarrierMode> modes, List<Change> changes) {

    /** The test as a pattern for jcstress. */
    public String pattern() {
        return "\\." + test + "$";
    }
}
