package io.rundown.proof.lincheck;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** How all tests here check. */
final class ModelChecking {

    private ModelChecking() {}

    /** Random scenarios of so many threads with so many operations each, in many interleavings each. */
    static ModelCheckingOptions of(int threads, int operations) {
        return new ModelCheckingOptions()
                .iterations(Integer.getInteger("proof.scenarios", 4))
                .invocationsPerIteration(Integer.getInteger("proof.interleavings", 400))
                .threads(threads)
                .actorsPerThread(operations)
                .actorsBefore(0) // with some, Lincheck misses races that it finds without
                .actorsAfter(0);
    }
}
