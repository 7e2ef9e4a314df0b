package io.rundown.demo;

import io.rundown.demo.wire.DrainSink;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Listens to the drains of one round: keeps how the bundle's drain ended and tells the timeline. */
final class DrainLog implements DrainSink {

    private final Timeline timeline;
    private volatile @Nullable Moment ended;

    DrainLog(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public void accept(Moment moment) {
        if (!moment.cause().equals("BUNDLE_STOPPING")) {
            return;
        }
        switch (moment.stage()) {
            case BEGAN -> {
                timeline.note("withdrawn: " + moment.withdrawn() + (moment.withdrawn() == 1 ? " service" : " services")
                        + "; new calls are refused from now on");
                timeline.note("in flight: " + inside(moment));
            }
            case PROGRESSED -> timeline.note("draining:  " + inside(moment));
            case ENDED -> {
                ended = moment;
                timeline.note(String.format(
                        Locale.ROOT,
                        "%s in %.1f ms, %d calls refused meanwhile",
                        moment.outcome().toLowerCase(Locale.ROOT).replace('_', ' '),
                        moment.elapsed().toNanos() / 1e6,
                        moment.rejected()));
            }
        }
    }

    private static String inside(Moment moment) {
        return moment.inFlight() + " calls, by " + String.join(", ", moment.holders());
    }

    /** Whether the drain went to its end, with no call left in flight. */
    boolean drained() {
        Moment last = ended;
        return last != null && last.outcome().equals("DRAINED") && last.inFlight() == 0;
    }

    /** Calls in flight when the drain began. */
    long inFlightAtBegin() {
        Moment last = ended;
        return last == null ? 0 : last.inFlightAtBegin();
    }

    /** How long the drain took. */
    double millis() {
        Moment last = ended;
        return last == null ? 0 : last.elapsed().toNanos() / 1e6;
    }
}
