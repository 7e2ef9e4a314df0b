package io.rundown.proof.lincheck;

/**
 * What a ref is when everything happens one thing after the other: the sequential specification. It says
 * what acquirers and those who begin a run-down are told; that a run-down ends is looked at separately,
 * since an attempt that is about to be refused may delay it.
 */
public final class GateModel {

    private final int[] guards = new int[Threads.LIMIT];
    private final int[] calls = new int[Threads.LIMIT];
    private boolean open = true;

    /** See {@link LinearizabilityTest}. */
    public boolean acquire(int thread) {
        if (open) {
            guards[thread]++;
        }
        return open;
    }

    /** See {@link LinearizabilityTest}. */
    public boolean close(int thread) {
        boolean any = guards[thread] > 0;
        if (any) {
            guards[thread]--;
        }
        return any;
    }

    /** See {@link LinearizabilityTest}. A thread that is inside may come in again. */
    public boolean enter(int thread) {
        boolean entered = open || guards[thread] + calls[thread] > 0;
        if (entered) {
            calls[thread]++;
        }
        return entered;
    }

    /** See {@link LinearizabilityTest}. */
    public boolean exit(int thread) {
        boolean any = calls[thread] > 0;
        if (any) {
            calls[thread]--;
        }
        return any;
    }

    /** See {@link LinearizabilityTest}. */
    public boolean begin() {
        boolean begun = open;
        open = false;
        return begun;
    }

    /** See {@link LinearizabilityTest}. */
    public boolean isActive() {
        return open;
    }

    /** See {@link LinearizabilityTest}. */
    public boolean isHeld(int thread) {
        return guards[thread] + calls[thread] > 0;
    }
}
