package io.rundown.impl;

/**
 * The state of a ref in one {@code long}: the phase in the low three bits, and above them the epoch,
 * which is how often the ref was opened again. Every transition is a compare-and-set of the whole word
 * from a known value. So a transition that was decided in one epoch cannot be made in another, and who
 * reads the same word twice knows that nothing happened in between.
 *
 * <pre>
 *   OPEN → CLOSING → DRAINING → RUN_DOWN → REINITIALIZING → OPEN of the next epoch
 *              ↘        ↓
 *               CANCELLING → OPEN of the next epoch
 * </pre>
 *
 * <p>{@code REINITIALIZING} and {@code CANCELLING} give the one thread that got there the time to put
 * things in their places before the ref is open.
 */
final class StateWord {

    /** Guards are to be had. Zero, for the fast paths. */
    static final int OPEN = 0;

    /** No longer open, but acquirers that saw it open may not be seen yet: nobody may judge the slots. */
    static final int CLOSING = 1;

    /** The run-down has begun; whoever sees all slots idle may end it. */
    static final int DRAINING = 2;

    /** Nothing is out. */
    static final int RUN_DOWN = 3;

    /** Run down, and about to be opened. */
    static final int REINITIALIZING = 4;

    /** The run-down is called off, and the ref about to be opened. */
    static final int CANCELLING = 5;

    private static final int PHASE_BITS = 3;
    private static final long PHASE_MASK = (1L << PHASE_BITS) - 1;

    private StateWord() {}

    static int phase(long word) {
        return (int) (word & PHASE_MASK);
    }

    static boolean isOpen(long word) {
        return (word & PHASE_MASK) == OPEN;
    }

    /** Whether a run-down has begun that has not ended. */
    static boolean isBeingDrained(long word) {
        return phase(word) == CLOSING || phase(word) == DRAINING;
    }

    /** Whether the run-down of this epoch has ended. */
    static boolean isRunDown(long word) {
        return phase(word) == RUN_DOWN || phase(word) == REINITIALIZING;
    }

    /** The word with another phase of the same epoch. */
    static long withPhase(long word, int phase) {
        return (word & ~PHASE_MASK) | phase;
    }

    /** The word that opens the next epoch. */
    static long nextOpen(long word) {
        return withPhase(word, OPEN) + (1L << PHASE_BITS);
    }
}
