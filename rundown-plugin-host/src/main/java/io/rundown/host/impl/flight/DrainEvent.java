package io.rundown.host.impl.flight;

import io.rundown.host.DrainReport;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A plugin, or one service of it, was drained; the event's thread is the one that waited. */
@Name("io.rundown.Drain")
@Label("Drain")
@Category({"rundown", "Plugins"})
@Description("A plugin, or one service of it, was drained; the event's thread is the one that waited.")
@StackTrace(false)
final class DrainEvent extends Event {

    @Label("Plugin")
    @Nullable
    String plugin;

    @Label("Bundle Id")
    long bundleId;

    @Label("Cause")
    @Nullable
    String cause;

    @Label("Outcome")
    @Nullable
    String outcome;

    @Label("In Flight at Begin")
    long inFlightAtBegin;

    @Label("Completed Calls")
    long completed;

    @Label("Rejected Calls")
    long rejected;

    @Label("Held Calls")
    long held;

    @Label("Interrupted Threads")
    int interrupted;

    @Label("Abandoned Calls")
    long abandoned;

    void tell(DrainReport report) {
        plugin = report.plugin();
        bundleId = report.bundleId();
        cause = report.cause().name();
        outcome = report.outcome().name();
        inFlightAtBegin = report.inFlightAtBegin();
        completed = report.completed();
        rejected = report.rejected();
        held = report.held();
        interrupted = report.interrupted();
        abandoned = report.abandoned();
    }
}
