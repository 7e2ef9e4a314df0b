package io.rundown.host.impl.flight;

import io.rundown.host.DrainReport;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/** Tells the flight recorder of the JDK. Loaded, with the events, by {@link FlightLoader}. */
public final class JdkFlight extends Flight {

    private static final List<Class<? extends Event>> EVENTS = List.of(
            DrainEvent.class,
            CallRejectedEvent.class,
            CallHeldEvent.class,
            ForcedStopEvent.class,
            UnloadLeakEvent.class);

    /** Made by the loader. */
    public JdkFlight() {}

    /** The JDK registers an event class by itself when it is loaded, but never again. */
    @Override
    public void open() {
        if (FlightRecorder.isInitialized()) {
            EVENTS.forEach(FlightRecorder::register);
        }
    }

    @Override
    public void close() {
        if (FlightRecorder.isInitialized()) {
            EVENTS.forEach(FlightRecorder::unregister);
        }
    }

    @Override
    public Consumer<DrainReport> drainBegins() {
        DrainEvent event = new DrainEvent();
        event.begin();
        return report -> {
            event.end();
            if (event.shouldCommit()) {
                event.tell(report);
                event.commit();
            }
            if (report.abandoned() > 0) {
                forcedStop(report);
            }
        };
    }

    private static void forcedStop(DrainReport report) {
        ForcedStopEvent event = new ForcedStopEvent();
        if (event.shouldCommit()) {
            event.plugin = report.plugin();
            event.bundleId = report.bundleId();
            event.cause = report.cause().name();
            event.outcome = report.outcome().name();
            event.abandoned = report.abandoned();
            event.holders = report.holders().toString();
            event.deadlock = report.deadlock();
            event.commit();
        }
    }

    @Override
    public void callRejected(String plugin, String service, String reason) {
        CallRejectedEvent event = new CallRejectedEvent();
        if (event.shouldCommit()) {
            event.plugin = plugin;
            event.service = service;
            event.reason = reason;
            event.commit();
        }
    }

    @Override
    public Consumer<String> callIsHeld(String plugin, String service) {
        CallHeldEvent event = new CallHeldEvent();
        event.begin();
        return outcome -> {
            event.end();
            if (event.shouldCommit()) {
                event.plugin = plugin;
                event.service = service;
                event.outcome = outcome;
                event.commit();
            }
        };
    }

    @Override
    public void unloadLeak(String plugin, long bundleId, String keptBy) {
        UnloadLeakEvent event = new UnloadLeakEvent();
        if (event.shouldCommit()) {
            event.plugin = plugin;
            event.bundleId = bundleId;
            event.keptBy = keptBy;
            event.commit();
        }
    }
}
