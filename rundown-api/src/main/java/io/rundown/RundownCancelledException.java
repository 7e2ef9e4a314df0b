package io.rundown;

/**
 * The run-down that was waited for was {@linkplain RundownRef#cancelRundown() cancelled}: what the ref
 * protects stays in use and must not be freed.
 */
public final class RundownCancelledException extends RundownException {

    private static final long serialVersionUID = 1L;

    /**
     * Tells that the run-down of {@code ref} was cancelled.
     *
     * @param ref the ref
     * @throws NullPointerException if {@code ref} is null
     */
    public RundownCancelledException(RundownRef ref) {
        super(ref, "the run-down of '" + ref.name() + "' was cancelled: it is in use again and must not be freed");
    }
}
