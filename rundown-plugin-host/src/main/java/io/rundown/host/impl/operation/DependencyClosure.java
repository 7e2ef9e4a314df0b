package io.rundown.host.impl.operation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundles that a framework refreshes together, ordered by who is wired to whom. */
final class DependencyClosure {

    private final Set<Bundle> members;
    private final Set<Bundle> seen = new HashSet<>();
    private final List<Bundle> ordered = new ArrayList<>();

    private DependencyClosure(Set<Bundle> members) {
        this.members = members;
    }

    /**
     * All that are refreshed with some bundles, each after those that are wired to it. Where they are wired in a circle the
     * one that is met first, by id, comes last.
     */
    static List<Bundle> consumersFirst(FrameworkWiring framework, Collection<Bundle> bundles) {
        Collection<Bundle> all = framework.getDependencyClosure(bundles);
        DependencyClosure closure = new DependencyClosure(new HashSet<>(all));
        all.stream().sorted(Comparator.comparingLong(Bundle::getBundleId)).forEach(closure::visit);
        return List.copyOf(closure.ordered);
    }

    /** Goes down to the consumers first, with a stack of its own: a chain of wires can be as long as there are bundles. */
    private void visit(Bundle first) {
        Deque<Visit> visits = new ArrayDeque<>();
        begin(first, visits);
        while (!visits.isEmpty()) {
            Visit visit = visits.element();
            if (visit.consumers.hasNext()) {
                begin(visit.consumers.next(), visits);
            } else {
                ordered.add(visit.bundle);
                visits.pop();
            }
        }
    }

    /** A bundle whose consumers are visited before it. */
    private record Visit(Bundle bundle, Iterator<Bundle> consumers) {}

    private void begin(Bundle bundle, Deque<Visit> visits) {
        if (seen.add(bundle)) {
            Iterator<Bundle> consumers = consumersOf(bundle).stream()
                    .filter(members::contains)
                    .sorted(Comparator.comparingLong(Bundle::getBundleId))
                    .iterator();
            visits.push(new Visit(bundle, consumers));
        }
    }

    /** Of all its revisions: an old one is there as long as somebody is wired to it. */
    private static Set<Bundle> consumersOf(Bundle bundle) {
        Set<Bundle> consumers = new HashSet<>();
        BundleRevisions revisions = bundle.adapt(BundleRevisions.class);
        if (revisions != null) {
            for (BundleRevision revision : revisions.getRevisions()) {
                BundleWiring wiring = revision.getWiring();
                List<BundleWire> wires = wiring == null ? null : wiring.getProvidedWires(null);
                if (wires != null) {
                    wires.forEach(wire -> consumers.add(wire.getRequirer().getBundle()));
                }
            }
        }
        return consumers;
    }
}
