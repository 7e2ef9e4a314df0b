package io.rundown.demo;

import io.rundown.demo.wire.Archive;
import io.rundown.demo.wire.Publisher.Batch;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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
    private enum Outcome {
        RETURNED,
        REFUSED,
        BROKEN
    }

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
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Timeline timeline;

    /**
     * @param plugin the bundle that is called
     * @param timeline is told the first of each kind of trouble
     */
    CallLedger(Bundle plugin, Timeline timeline) {
        this.plugin = plugin;
        this.timeline = timeline;
    }

    /** Sends an event and records how the call ended. */
    void call(Batch batch) {
        long id = calls.incrementAndGet();
        boolean tooLate = stopped();
        Outcome outcome = send(batch, id);
        if (tooLate && outcome != Outcome.REFUSED) {
            ranAfterStop(id);
        }
    }

    private Outcome send(Batch batch, long id) {
        inside.incrementAndGet();
        try {
            batch.send(id);
            returned.add(id);
            if (!archived.contains(id)) {
                tell("first event lost", "its call returned as if all were well");
            }
            return Outcome.RETURNED;
        } catch (ServiceException e) {
            return e.getType() == ServiceException.UNREGISTERED ? refused(e) : broken(e);
        } catch (RuntimeException | Error e) {
            return broken(e);
        } finally {
            inside.decrementAndGet();
        }
    }

    private Outcome refused(ServiceException e) {
        refused.incrementAndGet();
        tell("first late call refused", describe(e));
        return Outcome.REFUSED;
    }

    private Outcome broken(Throwable e) {
        broken.incrementAndGet();
        tell("first call broken", describe(e));
        return Outcome.BROKEN;
    }

    private void ranAfterStop(long id) {
        if (afterStop.add(id)) {
            tell("plugin code runs on", "its bundle has stopped");
        }
    }

    private void tell(String what, String detail) {
        if (told.add(what)) {
            timeline.note(what + ": " + detail);
        }
    }

    private static String describe(Throwable e) {
        return e.getClass().getSimpleName() + " \"" + e.getMessage() + '"';
    }

    /** Records that a caller found no event service. */
    void foundNoService() {
        calls.incrementAndGet();
        foundNoService.incrementAndGet();
    }

    @Override
    public void witness(long id) {
        if (stopped()) {
            ranAfterStop(id);
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
