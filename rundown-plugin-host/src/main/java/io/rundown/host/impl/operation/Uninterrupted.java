package io.rundown.host.impl.operation;

import java.util.function.Supplier;

/**
 * Keeps an interrupt for afterwards: frameworks refuse to resolve or start a bundle on a thread that is interrupted, which would leave an
 * operation half done.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    /** Takes steps that must not be left out. */
    static <T> T call(Supplier<T> steps) {
        boolean interrupted = Thread.interrupted();
        try {
            return steps.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
