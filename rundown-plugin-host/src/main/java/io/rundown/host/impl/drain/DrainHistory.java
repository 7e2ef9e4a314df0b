package io.rundown.host.impl.drain;

import io.rundown.host.DrainReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last drains that ended. */
final class DrainHistory {

    private static final int KEPT = 100;

    private final Deque<DrainReport> reports = new ArrayDeque<>();

    synchronized void add(DrainReport report) {
        if (reports.size() == KEPT) {
            reports.removeFirst();
        }
        // without the holders, which would keep threads and their class loaders
        reports.addLast(new DrainReport(
                report.plugin(),
                report.bundleId(),
                report.cause(),
                report.outcome(),
                report.began(),
                report.elapsed(),
                report.inFlightAtBegin(),
                report.inFlight(),
                report.rejected(),
                report.held(),
                report.interrupted(),
                report.withdrawnServices(),
                List.of(),
                report.deadlock()));
    }

    synchronized List<DrainReport> reports() {
        return List.copyOf(reports);
    }
}
