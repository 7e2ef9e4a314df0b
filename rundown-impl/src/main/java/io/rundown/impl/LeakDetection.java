package io.rundown.impl;

import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which guards are watched for becoming garbage unclosed. Set once by the system property {@code
 * io.rundown.leaks}: {@code off}, the default; {@code sampled}, about one guard in 128; {@code every}.
 *
 * <p>A watched guard costs a stack trace and a phantom reference, so {@code every} is for tests and for
 * finding a leak that {@code sampled} has shown. Calls through {@link io.rundown.CallGate} are not
 * watched: whoever generates them leaves in a {@code finally}.
 */
final class LeakDetection {

    /** The name of the system property. */
    static final String PROPERTY = "io.rundown.leaks";

    private static final int SAMPLE = 128;
    private static final System.Logger LOG = System.getLogger("io.rundown");

    private enum Mode {
        OFF,
        SAMPLED,
        EVERY
    }

    /** A constant for the JIT: off costs nothing. */
    private static final Mode MODE = choose(System.getProperty(PROPERTY, "off"));

    private LeakDetection() {}

    private static Mode choose(String asked) {
        for (Mode mode : Mode.values()) {
            if (mode.name().equals(asked.strip().toUpperCase(Locale.ROOT))) {
                return mode;
            }
        }
        LOG.log(
                Level.WARNING,
                "system property {0}={1} is not one of off, sampled, every: off is used instead",
                PROPERTY,
                asked);
        return Mode.OFF;
    }

    /** Whether the next guard is to be watched. */
    static boolean watchesNext() {
        return switch (MODE) {
            case OFF -> false;
            case SAMPLED -> ThreadLocalRandom.current().nextInt(SAMPLE) == 0;
            case EVERY -> true;
        };
    }

    /** Runs {@code whenGarbage} once {@code guard} is. The thread for it is started with the first guard. */
    static Cleaner.Cleanable watch(Object guard, Runnable whenGarbage) {
        return Watcher.CLEANER.register(guard, whenGarbage);
    }

    private static final class Watcher {
        static final Cleaner CLEANER = Cleaner.create();
    }
}
