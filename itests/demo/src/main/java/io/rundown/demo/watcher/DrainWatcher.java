package io.rundown.demo.watcher;

import io.rundown.RundownHolder;
import io.rundown.demo.wire.DrainSink;
import io.rundown.demo.wire.DrainSink.Stage;
import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Translates the reports of the plugin host into words of the JVM outside, which shares no class with
 * the rundown bundles.
 */
@Component(immediate = true)
public final class DrainWatcher implements DrainListener {

    private final DrainSink sink;

    /** Called by the component runtime. */
    @Activate
    public DrainWatcher(@Reference DrainSink sink) {
        this.sink = sink;
    }

    @Override
    public void drainBegan(DrainReport report) {
        pass(Stage.BEGAN, report);
    }

    @Override
    public void drainProgressed(DrainReport report) {
        pass(Stage.PROGRESSED, report);
    }

    @Override
    public void drainEnded(DrainReport report) {
        pass(Stage.ENDED, report);
    }

    private void pass(Stage stage, DrainReport report) {
        sink.accept(new DrainSink.Moment(
                stage,
                report.cause().name(),
                report.outcome().name(),
                report.elapsed(),
                report.inFlightAtBegin(),
                report.inFlight(),
                report.rejected(),
                report.withdrawnServices(),
                report.holders().stream().map(DrainWatcher::name).sorted().toList()));
    }

    private static String name(RundownHolder holder) {
        Thread thread = holder.thread();
        return thread == null ? "a result to come, or a thread that has ended" : thread.getName();
    }
}
