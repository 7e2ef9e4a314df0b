package io.rundown;

/**
 * Where a {@link RundownRef} stands between use and removal.
 *
 * <pre>
 * ACTIVE --beginRundown--&gt; DRAINING --last guard closed--&gt; RUN_DOWN
 *    ^                        |                              |
 *    +------cancelRundown-----+                              |
 *    +---------------------------reinitialize----------------+
 * </pre>
 *
 * <p>A ref that is unused when its run-down begins goes to {@link #RUN_DOWN} at once.
 */
public enum RundownState {
    /** Guards are given. */
    ACTIVE,

    /** No new guard is given; guards given before are still out. */
    DRAINING,

    /** No guard is out and none is given until {@link RundownRef#reinitialize()}. */
    RUN_DOWN
}
