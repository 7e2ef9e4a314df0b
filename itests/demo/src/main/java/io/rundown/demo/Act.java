package io.rundown.demo;

import io.rundown.demo.wire.Archive;
import io.rundown.demo.wire.DrainSink;
import io.rundown.demo.wire.Publisher;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * One act: a framework in which the plugin is installed, put under load and uninstalled, some rounds
 * in a row. Both acts run the same code; they differ in the bundles that are there from the start.
 */
final class Act {

    /** On a machine that is busy otherwise an act ends after fewer rounds. */
    private static final int MIN_ROUNDS = 3;

    private static final long BUDGET_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final int CALLS_BEFORE_STOP = 60;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SERVICE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long EVENT_NANOS = TimeUnit.MILLISECONDS.toNanos(18);

    private final String name;
    private final boolean withRundown;
    private final BundleFiles bundles;
    private final Path directory;
    private final PrintStream out;

    /** What the bundles report goes to the round that is played. */
    private volatile @Nullable CallLedger ledger;

    private volatile DrainLog drains = new DrainLog(new Timeline());

    /**
     * @param name names the act's bundle cache
     * @param withRundown whether the bundles of rundown are installed
     * @param bundles what to install
     * @param directory for what the act makes
     * @param out where it tells how it goes
     */
    Act(String name, boolean withRundown, BundleFiles bundles, Path directory, PrintStream out) {
        this.name = name;
        this.withRundown = withRundown;
        this.bundles = bundles;
        this.directory = directory;
        this.out = out;
    }

    /** Plays so many rounds, or fewer if they take long, and sums them up. */
    ActResult play(int rounds) throws Exception {
        SampleBundles samples = new SampleBundles(directory, bundles);
        try (EmbeddedFramework framework = EmbeddedFramework.start(directory.resolve(name + "-cache"), properties())) {
            framework.register(Archive.class, archive());
            framework.register(DrainSink.class, moment -> drains.accept(moment));
            if (withRundown) {
                // there before it is started, so that the pattern which selects it matches something
                framework.install(bundles.eventAdmin());
                framework.installAndStart(bundles.rundown());
            }
            framework.installAndStart(bundles.platform());
            framework.installAndStart(List.of(samples.build("publisher"), samples.build("archive")));
            if (withRundown) {
                framework.installAndStart(samples.build("watcher"));
            }
            Publisher publisher = framework.await(Publisher.class);
            out.println("  round   stop took, ms   calls refused   broken     lost   ran on after");
            return playRounds(framework, publisher, rounds);
        }
    }

    private ActResult playRounds(EmbeddedFramework framework, Publisher publisher, int rounds) throws Exception {
        long budgetEnd = System.nanoTime() + BUDGET_NANOS;
        ActResult sum = ActResult.NONE;
        while (true) {
            Timeline timeline = new Timeline();
            sum = sum.plus(playRound(framework, publisher, sum.rounds() + 1, timeline));
            if (sum.rounds() >= rounds || (sum.rounds() >= MIN_ROUNDS && System.nanoTime() > budgetEnd)) {
                out.println("  That last round, step by step:");
                timeline.print(out);
                return sum;
            }
        }
    }

    private ActResult playRound(EmbeddedFramework framework, Publisher publisher, int round, Timeline timeline)
            throws Exception {
        Bundle plugin = framework.installAndStart(bundles.eventAdmin());
        CallLedger calls = new CallLedger(plugin, timeline);
        ledger = calls;
        awaitService(publisher);
        LoadGenerator load = new LoadGenerator(publisher, calls, timeline);
        load.start();
        load.awaitReturned(CALLS_BEFORE_STOP);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(EVENT_NANOS));

        timeline.restart();
        DrainLog drain = new DrainLog(timeline);
        drains = drain;
        long before = calls.inside();
        timeline.note("uninstall() called, " + before + " calls in flight");
        plugin.uninstall();
        double millis = timeline.millis();
        timeline.note("uninstall() returned" + (withRundown ? "" : ", " + calls.inside() + " calls still in flight"));
        load.end();

        Counts counts = calls.settle(Math.round(drain.millis()));
        ActResult result = new ActResult(
                counts,
                1,
                (withRundown ? drain.inFlightAtBegin() : before) > 0 ? 1 : 0,
                drain.drained() ? 1 : 0,
                calls.refused());
        out.printf(
                Locale.ROOT,
                "  %5d %14.1f %15d %10d %8d %13d%n",
                round,
                millis,
                calls.refused(),
                counts.broken(),
                counts.lost(),
                counts.executedAfterStop());
        return result;
    }

    private static void awaitService(Publisher publisher) {
        long deadline = System.nanoTime() + SERVICE_NANOS;
        while (publisher.open() == null) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the consumer got no event service");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private Archive archive() {
        return new Archive() {
            @Override
            public void witness(long id) {
                CallLedger current = ledger;
                if (current != null) {
                    current.witness(id);
                }
            }

            @Override
            public void archived(long id) {
                CallLedger current = ledger;
                if (current != null) {
                    current.archived(id);
                }
            }
        };
    }

    static Map<String, String> properties() {
        return Map.of(
                "rundown.plugins", "org.apache.felix.eventadmin",
                "rundown.drain.timeout", "PT10S",
                "rundown.progress.interval", "10",
                "org.apache.felix.eventadmin.LogLevel", "1",
                "ds.loglevel", "error");
    }
}
