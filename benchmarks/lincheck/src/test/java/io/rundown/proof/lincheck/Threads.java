package io.rundown.proof.lincheck;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownGuard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What each thread of a scenario has of a ref. Each touches its own only. */
final class Threads {

    /** More than any scenario has; Lincheck numbers them from 0. */
    static final int LIMIT = 8;

    private final CallGate gate;
    private final List<Deque<RundownGuard>> guards = new ArrayList<>();
    private final List<Deque<CallToken>> calls = new ArrayList<>();

    Threads(CallGate gate) {
        this.gate = gate;
        for (int i = 0; i < LIMIT; i++) {
            guards.add(new ArrayDeque<>());
            calls.add(new ArrayDeque<>());
        }
    }

    boolean acquire(int thread) {
        RundownGuard guard = gate.tryAcquire();
        if (guard != null) {
            guards.get(thread).push(guard);
        }
        return guard != null;
    }

    boolean close(int thread) {
        RundownGuard guard = guards.get(thread).poll();
        if (guard != null) {
            guard.close();
        }
        return guard != null;
    }

    boolean enter(int thread) {
        CallToken call = gate.enter();
        if (call != null) {
            calls.get(thread).push(call);
        }
        return call != null;
    }

    boolean exit(int thread) {
        CallToken call = calls.get(thread).poll();
        if (call != null) {
            call.exit();
        }
        return call != null;
    }

    boolean holdsGuard(int thread) {
        return !guards.get(thread).isEmpty();
    }

    boolean isInside(int thread) {
        return !calls.get(thread).isEmpty();
    }

    /** What all have together. For a moment at which none of them runs. */
    long inUse() {
        long guarded = guards.stream().mapToLong(Deque::size).sum();
        return guarded + calls.stream().mapToLong(Deque::size).sum();
    }
}
