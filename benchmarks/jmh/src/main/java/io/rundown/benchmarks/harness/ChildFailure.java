package io.rundown.benchmarks.harness;

/** Ends a measuring JVM as soon as any of its threads fails, since the others may wait for that one. */
public final class ChildFailure {

    private static final int CODE = 1;

    private ChildFailure() {}

    /** For all threads of this JVM. */
    public static void endsTheJvm() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            System.err.println(thread.getName() + ": " + failure);
            for (StackTraceElement frame : failure.getStackTrace()) {
                System.err.println("  at " + frame);
            }
            Runtime.getRuntime().halt(CODE);
        });
    }
}
