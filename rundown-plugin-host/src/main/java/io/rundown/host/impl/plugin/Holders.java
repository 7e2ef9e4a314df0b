package io.rundown.host.impl.plugin;

import io.rundown.RundownHolder;
import java.util.IdentityHashMap;
import java.util.List;

/** The holders of several gates as one list, with one entry a thread. */
public final class Holders {

    private Holders() {}

    /** Adds up the entries of each thread. */
    public static List<RundownHolder> merge(List<RundownHolder> holders) {
        IdentityHashMap<Thread, Long> counts = new IdentityHashMap<>();
        holders.forEach(holder -> counts.merge(holder.thread(), holder.count(), Long::sum));
        return counts.entrySet().stream()
                .map(entry -> new RundownHolder(entry.getKey(), entry.getValue()))
                .toList();
    }
}
