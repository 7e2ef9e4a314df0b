package io.rundown.proof.subject;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Brings two actors together right before what they are to race for. jcstress starts them together for a long row of subjects, and the one that
 * waits for a barrier of the kernel in each of them falls behind by so much that they meet in the first few only.
 */
final class Rendezvous {

    private static final VarHandle HERE;
    private static final int BOTH = 2;
    private static final int PATIENCE = 20_000;
    private static final int LONGEST_EXPONENT = 12;

    static {
        try {
            HERE = MethodHandles.lookup().findVarHandle(Rendezvous.class, "here", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int here;

    /** Waits for the other actor, if it comes soon; then, in half of all cases, for a {@linkplain #linger() while} longer. */
    void meet() {
        if ((int) HERE.getAndAdd(this, 1) + 1 < BOTH) {
            for (int i = 0; here < BOTH && i < PATIENCE; i++) {
                Thread.onSpinWait();
            }
        }
        if (ThreadLocalRandom.current().nextBoolean()) {
            linger();
        }
    }

    /** From nanoseconds to what the kernel's barrier takes, each order of magnitude as often. */
    static void linger() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = random.nextInt(1 << random.nextInt(LONGEST_EXPONENT)); i > 0; i--) {
            Thread.onSpinWait();
        }
    }
}
