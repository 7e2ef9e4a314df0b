package io.rundown.itests.sample.observer;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.itests.sample.stage.Journal;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** For tests outside the framework, which have no {@link DrainListener} class in common with it. */
public final class ObserverActivator implements BundleActivator {

    /** For the framework. */
    public ObserverActivator() {}

    @Override
    public void start(BundleContext context) {
        context.registerService(DrainListener.class, new JournalWriter(), null);
    }

    @Override
    public void stop(BundleContext context) {}

    private static final class JournalWriter implements DrainListener {

        @Override
        public void drainBegan(DrainReport report) {
            Journal.note("drain of " + report.plugin() + " began: " + report.cause());
        }

        @Override
        public void drainEnded(DrainReport report) {
            Journal.note("drain of " + report.plugin() + " ended: " + report.outcome());
        }
    }
}
