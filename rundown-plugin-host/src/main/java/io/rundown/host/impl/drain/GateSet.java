package io.rundown.host.impl.drain;

import io.rundown.CallGate;
import io.rundown.RundownHolder;
import io.rundown.host.impl.plugin.Holders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The gates that one drain has closed. The draining thread adds to it; any thread may look. */
final class GateSet {

    private final Set<CallGate> known = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Replaced as a whole, since other drains read it. */
    private volatile List<CallGate> gates = List.of();

    /**
     * Closes those that it does not have yet.
     *
     * @return whether there was one
     */
    boolean close(Collection<CallGate> more) {
        List<CallGate> added = more.stream().filter(known::add).toList();
        if (added.isEmpty()) {
            return false;
        }
        added.forEach(CallGate::beginRundown);
        List<CallGate> all = new ArrayList<>(gates);
        all.addAll(added);
        gates = List.copyOf(all);
        return true;
    }

    List<CallGate> gates() {
        return gates;
    }

    /** Returns whether a gate is one of them. For the draining thread. */
    boolean has(CallGate gate) {
        return known.contains(gate);
    }

    /** Returns who is inside of gates but for one thread, an entry for each thread. */
    static List<RundownHolder> holdersBesides(Thread but, List<CallGate> gates) {
        List<RundownHolder> holders = new ArrayList<>();
        gates.forEach(gate -> holders.addAll(gate.holders()));
        holders.removeIf(holder -> holder.thread() == but);
        return Holders.merge(holders);
    }
}
