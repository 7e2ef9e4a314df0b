package io.rundown;

/**
 * A thread asked to wait for a run-down that could not end, because the thread holds a guard itself, or
 * because it holds a guard of another ref for whose run-down a holder of this one waits, directly or by
 * way of further threads and refs. It should close its guards first, or use {@link
 * RundownRef#awaitOthers(java.time.Duration)}.
 *
 * <p>A guard counts for the thread that acquired it, also if another is going to close it: who hands
 * guards to other threads must not wait while the handed guards are out.
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
