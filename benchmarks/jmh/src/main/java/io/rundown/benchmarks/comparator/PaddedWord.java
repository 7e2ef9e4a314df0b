package io.rundown.benchmarks.comparator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Keeps what lies before the word in another cache line. */
abstract class PaddingBefore {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
}

/** The word itself. */
abstract class Word extends PaddingBefore {
    volatile long word;
}

/**
 * An atomic word with cache lines of its own, so that a comparator pays for the threads that meet on
 * its word and not for what the heap happens to put beside it.
 */
abstract class PaddedWord extends Word {

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(Word.class, "word", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused")
    private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

    PaddedWord(long initial) {
        word = initial;
    }

    final boolean compareAndSet(long expected, long next) {
        return WORD.compareAndSet(this, expected, next);
    }

    final long getAndAdd(long delta) {
        return (long) WORD.getAndAdd(this, delta);
    }

    final long getAndSetBits(long bits) {
        return (long) WORD.getAndBitwiseOr(this, bits);
    }
}
