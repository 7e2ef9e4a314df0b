package io.rundown.demo;

import io.rundown.demo.wire.Archive;
import io.rundown.demo.wire.Publisher.Batch;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceException;

/**
 * The account of one round: makes the calls and writes down what becomes of each.
 *
 * <p>A call that ran after the stop is convicted by evidence that a slow clock or a late thread cannot
 * forge: either a handler, with the plugin's frames beneath it, sees that the plugin's bundle has
 * stopped; or the bundle had stopped before the call was made and the call was not refused.
 *
 * <p>Any thread may call it; the figures are final once all callers have ended.
 */
final class CallLedger implements Archive {

    /** How a call ended, as its caller sees it. */
    enum Outcome {
        RETURNED,
        REFUSED,
        BROKEN
    }

    /** A call's end, and the exception that it ended with. */
    record Ending(Outcome outcome, @Nullable Throwable thrown) {}

    private static final int ALIVE = Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final Bundle plugin;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong inside = new AtomicLong();
    private final AtomicLong foundNoService = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final Set<Long> returned = ConcurrentHashMap.newKeySet();
    private final Set<Long> archived = ConcurrentHashMap.newKeySet();
    private final Set<Long> afterStop = ConcurrentHashMap.newKeySet();

    CallLedger(Bundle plugin) {
        this.plugin = plugin;
    }

    /** Sends an event and records how the call ended. */
    Ending call(Batch batch) {
        long id = calls.incrementAndGet();
        boolean tooLate = stopped();
        Ending ending = send(batch, id);
        switch (ending.outcome) {
            case RETURNED -> returned.add(id);
            case REFUSED -> refused.incrementAndGet();
            case BROKEN -> broken.incrementAndGet();
        }
        if (tooLate && ending.outcome != Outcome.REFUSED) {
            afterStop.add(id);
        }
        return ending;
    }

    private Ending send(Batch batch, long id) {
        inside.incrementAndGet();
        try {
            batch.send(id);
            return new Ending(Outcome.RETURNED, null);
        } catch (ServiceException e) {
            return new Ending(e.getType() == ServiceException.UNREGISTERED ? Outcome.REFUSED : Outcome.BROKEN, e);
        } catch (RuntimeException | Error e) {
            return new Ending(Outcome.BROKEN, e);
        } finally {
            inside.decrementAndGet();
        }
    }

    /** Records that a caller found no event service. */
    void foundNoService() {
        calls.incrementAndGet();
        foundNoService.incrementAndGet();
    }

    @Override
    public void witness(long id) {
        if (stopped()) {
            afterStop.add(id);
        }
    }

    @Override
    public void archived(long id) {
        archived.add(id);
    }

    private boolean stopped() {
        return (plugin.getState() & ALIVE) == 0;
    }

    /** Calls that have begun and not ended; an estimate. */
    long inside() {
        return inside.get();
    }

    /** Calls that have returned normally so far. */
    int returned() {
        return returned.size();
    }

    long refused() {
        return refused.get();
    }

    /** The final figures. Calls that never came back count as broken. */
    Counts settle(long drainMillis) {
        long rejected = foundNoService.get() + refused.get();
        long lost = returned.stream().filter(id -> !archived.contains(id)).count();
        long hung = calls.get() - rejected - broken.get() - returned.size();
        return new Counts(
                calls.get(),
                returned.size() - lost,
                rejected,
                broken.get() + hung,
                lost,
                afterStop.size(),
                drainMillis);
    }
}
