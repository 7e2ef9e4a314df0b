package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.Subject;
import java.util.ArrayList;
import java.util.List;

/** What is measured, in which order, in how many JVMs: more for the rows that criteria are about. */
final class ProxyPlan {

    /** One, and two that meet on one service. */
    static final List<Integer> THREADS = List.of(1, 2);

    /** One class for each method of the service. */
    static final List<Class<? extends CalledMethod>> METHODS =
            List.of(NoArguments.class, PrimitiveArguments.class, ObjectArguments.class, CompletedStage.class);

    private static final int KEY_FORKS = 3;

    /** What the primitive takes and what the proxy takes are close together. */
    private static final int CLOSE_FORKS = 5;

    private final List<Barrier> barriers;
    private final int key;
    private final int close;

    ProxyPlan(List<Barrier> barriers, boolean quick) {
        this.barriers = List.copyOf(barriers);
        this.key = quick ? 1 : KEY_FORKS;
        this.close = quick ? 1 : CLOSE_FORKS;
    }

    List<Barrier> barriers() {
        return barriers;
    }

    List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        for (Class<?> method : METHODS) {
            subjects.addAll(waysToCall(method));
        }
        subjects.addAll(calls(Megamorphic.class));
        return subjects;
    }

    /** All ways to call a method of the service, one for each row of the table. */
    List<Subject> waysToCall(Class<?> method) {
        List<Subject> ways = calls(method);
        ways.add(Subject.of(method, "lockProxy", key));
        ways.add(Subject.of(method, "blueprintProxy", key));
        ways.add(Subject.of(method, "dependencyManagerProxy", 1));
        ways.add(Subject.of(method, "serviceGuardProxy", 1));
        return ways;
    }

    /** Directly, through our proxy, and through what that is made of: the ways that everything is called. */
    private List<Subject> calls(Class<?> type) {
        List<Subject> calls = new ArrayList<>();
        calls.add(Subject.of(type, "direct", 1));
        for (String method : List.of("primitive", "generatedProxy")) {
            for (Barrier barrier : barriers) {
                calls.add(Subject.of(type, method, close).with(barrier));
            }
        }
        return calls;
    }
}
