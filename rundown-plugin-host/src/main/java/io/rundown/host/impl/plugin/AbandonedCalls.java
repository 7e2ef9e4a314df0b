package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.RundownState;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gates behind which a drain of a plugin has left calls, because its time was up. No later drain waits for them again, and none
 * calls the plugin drained as long as somebody is inside one.
 */
public final class AbandonedCalls {

    private final Set<CallGate> gates = ConcurrentHashMap.newKeySet();

    AbandonedCalls() {}

    /** A drain has given up on whoever is inside these gates. */
    public void add(Collection<CallGate> abandoned) {
        abandoned.stream().filter(AbandonedCalls::isInUse).forEach(gates::add);
    }

    /** A gate is open again for everybody, so that later drains wait for all who are inside. */
    void forget(CallGate gate) {
        gates.remove(gate);
    }

    /** Returns whether a gate is one of them. */
    public boolean include(CallGate gate) {
        return !gates.isEmpty() && gates.contains(gate);
    }

    /** Returns the gates that somebody is still inside of. */
    public List<CallGate> inUse() {
        gates.removeIf(gate -> !isInUse(gate));
        return List.copyOf(gates);
    }

    private static boolean isInUse(CallGate gate) {
        return gate.state() != RundownState.RUN_DOWN;
    }
}
