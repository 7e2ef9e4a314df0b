package io.rundown.host.impl.deadlock;

import io.rundown.spi.ThreadView;
import java.lang.management.ThreadInfo;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the JVM tells, without locks of unknown owners, and besides the results of tasks that some threads may be running. */
record ResultWaits(JvmWaits jvm, Collection<Thread> running) implements WaitSource {

    private static final String CONCURRENT = "java.util.concurrent.";
    private static final Set<String> GETTING = Set.of("get", "join", "invoke", "getNow");

    /** A kind of task: who waits for its result, and who runs it. */
    private enum Kind {
        FUTURE_TASK("FutureTask", frame -> is(frame, "FutureTask", "run") || is(frame, "FutureTask", "runAndReset")),
        COMPLETABLE_FUTURE(
                "CompletableFuture",
                frame -> frame.getClassName().startsWith(CONCURRENT + "CompletableFuture$")
                        && Set.of("run", "exec", "tryFire").contains(frame.getMethodName())),
        FORK_JOIN_TASK("ForkJoinTask", frame -> is(frame, "ForkJoinTask", "doExec"));

        private final String type;
        private final Predicate<StackTraceElement> run;

        Kind(String type, Predicate<StackTraceElement> run) {
            this.type = CONCURRENT + type;
            this.run = run;
        }

        private static boolean is(StackTraceElement frame, String type, String method) {
            return frame.getClassName().equals(CONCURRENT + type)
                    && frame.getMethodName().equals(method);
        }
    }

    @Override
    public void prepare(Collection<Thread> threads) {
        jvm.prepare(threads);
    }

    @Override
    public @Nullable Wait of(Thread thread) {
        Wait wait = jvm.of(thread);
        if (wait != null) {
            return wait.threads().isEmpty() ? null : wait;
        }
        ThreadInfo info = jvm.infoOf(thread);
        return info == null ? null : ofResult(info.getStackTrace());
    }

    private @Nullable Wait ofResult(StackTraceElement[] stack) {
        for (Kind kind : Kind.values()) {
            if (Frames.waitsIn(stack, kind.type, GETTING)) {
                List<Thread> runners = running.stream()
                        .filter(thread -> Frames.runs(ThreadView.stackTrace(thread), kind.run))
                        .toList();
                return runners.isEmpty() ? null : Wait.forResult(runners);
            }
        }
        return null;
    }
}
