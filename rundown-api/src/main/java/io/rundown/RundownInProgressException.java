package io.rundown;

/** A guard was asked for after the run-down had begun. The caller should let go of what it uses. */
public final class RundownInProgressException extends RundownException {

    private static final long serialVersionUID = 1L;

    /**
     * Tells that {@code ref} gave no guard.
     *
     * @param ref the ref
     * @throws NullPointerException if {@code ref} is null
     */
    public RundownInProgressException(RundownRef ref) {
        super(ref, "'" + ref.name() + "' gives no guards: its run-down has begun (now " + ref.state() + ")");
    }
}
