package io.rundown;

import java.util.Objects;

/** What the exceptions of run-down protection have in common: they tell which ref they are about. */
public abstract sealed class RundownException extends RuntimeException
        permits RundownInProgressException, RundownCancelledException, RundownDeadlockException {

    private static final long serialVersionUID = 1L;

    private final transient RundownRef ref;
    private final String refName;

    RundownException(RundownRef ref, String message) {
        super(message);
        this.ref = Objects.requireNonNull(ref, "ref");
        this.refName = ref.name();
    }

    /**
     * The ref that the exception is about.
     *
     * @return the ref
     * @throws IllegalStateException if the exception came out of a serialised form, which has only the
     *     {@linkplain #refName() name}
     */
    public RundownRef ref() {
        RundownRef present = ref;
        if (present == null) {
            throw new IllegalStateException("a deserialised exception has no ref, only its name: " + refName);
        }
        return present;
    }

    /**
     * The name of the ref.
     *
     * @return the name
     */
    public String refName() {
        return refName;
    }
}
