package io.rundown.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The demonstration, in four acts. Four callers publish events through a consumer that is a Declarative
 * Services component; a handler, another component, takes 18 ms for each; and Apache Felix EventAdmin,
 * the real bundle, unmodified, is uninstalled under that load, again and again. In act one there is
 * nothing but OSGi. In act two the rundown bundles are there as well, and a framework property names
 * EventAdmin as a plugin.
 *
 * <p>What breaks in act one is what EventAdmin 1.6.4 does to calls in flight when it stops: it
 * interrupts the threads in which its handlers run, so that their work is left half done although
 * {@code sendEvent} returns as if all were well ({@code lost}); handlers that do not notice run on after
 * the bundle has gone ({@code executedAfterStop}); a caller that still holds the service gets an {@code
 * IllegalStateException} from inside it ({@code broken}).
 *
 * <p>All events are sent with {@code sendEvent}, which returns after delivery; {@code postEvent} is left
 * out on purpose. A posted event waits in a queue of EventAdmin's own after the call has returned, and
 * EventAdmin drops that queue when it stops. Guards on calls cannot know of it: work that a plugin does
 * in the background is covered only if the plugin guards it with its own {@code RundownRef}, which
 * EventAdmin does not.
 *
 * <p>In acts three and four the calls are held besides: EventAdmin is upgraded to 1.6.4 and back to 1.5.0, and then given
 * revisions that do not start, while the callers go on through a consumer that would be torn down with its service.
 * Neither it nor they notice.
 *
 * <p>It ends with a line for machines, see {@link ResultLine}, and with exit code 0 only if the {@link
 * Verdict} has no fault to name.
 */
public final class DemoMain {

    private static final int ROUNDS = 12;
    private static final int SWAPS = 50;
    private static final int BROKEN = 10;

    /** Held so that the level set here lasts: the timeline tells what the host would log as information. */
    private static final Logger HOST_LOG = Logger.getLogger("io.rundown.host");

    private DemoMain() {}

    /**
     * Plays all acts. Takes the paths of the bundles from system properties {@code demo.*}.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        List<String> faults =
                play(ROUNDS, SWAPS, BROKEN, Path.of(System.getProperty("demo.dir", "target/demo")), System.out);
        System.out.flush();
        System.exit(faults.isEmpty() ? 0 : 1);
    }

    /**
     * Plays all acts and prints the result line last.
     *
     * @param rounds in acts one and two
     * @param swaps in act three
     * @param broken upgrades in act four
     * @return what speaks against the result
     */
    static List<String> play(int rounds, int swaps, int broken, Path directory, PrintStream out) throws Exception {
        HOST_LOG.setLevel(Level.WARNING);
        BundleFiles bundles = BundleFiles.fromSystemProperties();

        out.println("Act one: Felix EventAdmin is uninstalled under load, plain OSGi");
        ActResult plain = new Act("plain", false, bundles, directory, out).play(rounds);
        tell(plain, out);

        out.println("Act two: the same with rundown: withdraw, reject, drain, stop");
        ActResult rundown = new Act("rundown", true, bundles, directory, out).play(rounds);
        tell(rundown, out);

        out.println("Act three: EventAdmin 1.5.0 -> 1.6.4 -> 1.5.0, again and again, calls held");
        HoldCounts hold = new HoldAct("hold", bundles, directory, out).upgrades(swaps);
        tell(hold, out);

        out.println("Act four: upgrades that do not start, and the way back, calls held");
        HoldCounts rollback = new HoldAct("rollback", bundles, directory, out).brokenUpgrades(broken);
        tell(rollback, out);

        List<String> faults = new ArrayList<>(Verdict.faults(plain, rundown));
        faults.addAll(Verdict.faults("act three", hold));
        faults.addAll(Verdict.faults("act four", rollback));
        faults.forEach(fault -> out.println("FAULT " + fault));
        out.println(ResultLine.of(plain.counts(), rundown.counts(), hold, rollback));
        return faults;
    }

    private static void tell(HoldCounts counts, PrintStream out) {
        out.printf(
                "  %d times under %d calls: %d failed, %d events lost;%n"
                        + "  consumer activated %d time(s), longest call %d ms.%n%n",
                counts.swaps(),
                counts.calls(),
                counts.failed(),
                counts.lostEvents(),
                counts.consumerActivations(),
                counts.longestCallMillis());
    }

    private static void tell(ActResult result, PrintStream out) {
        Counts counts = result.counts();
        out.printf(
                "  In all %d calls: %d completed, %d rejected, %d broken, %d lost;%n"
                        + "  %d ran code of the plugin after it had stopped; %d were refused by a service%n"
                        + "  object that a caller still held; longest drain %d ms.%n%n",
                counts.calls(),
                counts.completed(),
                counts.rejected(),
                counts.broken(),
                counts.lost(),
                counts.executedAfterStop(),
                result.refused(),
                counts.drainMillis());
    }
}
