package io.rundown;

/**
 * A thread asked to wait for a run-down that could not end, because the thread holds a guard itself.
 * It should close its guards first, or use {@link RundownRef#awaitOthers(java.time.Duration)}.
 */
public final class RundownDeadlockException extends RundownException {

    private static final long serialVersionUID = 1L;

    /**
     * Tells that waiting for {@code ref} would never end.
     *
     * @param ref the ref
     * @param detail who waits for whom, as a clause
     * @throws NullPointerException if {@code ref} is null
     */
    public RundownDeadlockException(RundownRef ref, String detail) {
        super(ref, "waiting for the run-down of '" + ref.name() + "' would never end: " + detail);
    }
}
