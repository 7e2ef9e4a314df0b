package io.rundown.itests.soak;

import io.rundown.host.DrainCause;
import io.rundown.host.DrainListener;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;

/**
 * Judges how drains end. A drain that gives up has waited for something that could not end. Only the drain of an operation may end before
 * its calls have: aborted, if the plugin has that policy, and then without a rejected call; or interrupted, if its thread was.
 */
final class Judge implements DrainListener {

    private final Violations violations;
    private final String aborting;
    private final Interrupts interrupts;

    /**
     * A judge.
     *
     * @param aborting the symbolic name of the plugin whose policy is {@code abort}
     */
    Judge(Violations violations, String aborting, Interrupts interrupts) {
        this.violations = violations;
        this.aborting = aborting;
        this.interrupts = interrupts;
    }

    @Override
    public void drainBegan(DrainReport report) {
        // its end counts
    }

    @Override
    public void drainProgressed(DrainReport report) {
        // its end counts
    }

    @Override
    public void drainEnded(DrainReport report) {
        if (Thread.currentThread().isInterrupted()) {
            violations.add("a listener runs on an interrupted thread: " + report);
        }
        if (!mayEndSo(report)) {
            violations.add("a drain did not end: " + report);
        } else if (report.outcome() == DrainOutcome.ABORTED && report.rejected() > 0) {
            violations.add("a drain was aborted, and rejected calls: " + report);
        }
    }

    private boolean mayEndSo(DrainReport report) {
        return switch (report.outcome()) {
            case DRAINED -> true;
            case ABORTED ->
                report.cause() == DrainCause.MANAGED && report.plugin().equals(aborting);
            case INTERRUPTED -> report.cause() == DrainCause.MANAGED && interrupts.isInterrupted(report.bundleId());
            default -> false;
        };
    }
}
