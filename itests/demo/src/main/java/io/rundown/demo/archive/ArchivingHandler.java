package io.rundown.demo.archive;

import io.rundown.demo.wire.Archive;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * A handler that writes each event to a slow store, in three writes. A write runs to its end whatever
 * happens, as most drivers have it; between two writes the handler honours an interrupt and gives up,
 * as code in a thread pool should. It knows nothing of rundown.
 */
@Component(property = EventConstants.EVENT_TOPIC + "=demo/order")
public final class ArchivingHandler implements EventHandler {

    private static final int WRITES = 3;
    private static final long WRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(6);

    private final Archive archive;

    /** Called by the component runtime. */
    @Activate
    public ArchivingHandler(@Reference Archive archive) {
        this.archive = archive;
    }

    @Override
    public void handleEvent(Event event) {
        if (!(event.getProperty("id") instanceof Long id)) {
            throw new IllegalArgumentException("an event without a number: " + event);
        }
        archive.witness(id);
        for (int i = 0; i < WRITES; i++) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            write();
            archive.witness(id);
        }
        archive.archived(id);
    }

    /** Takes its time; remembers an interrupt for the caller. */
    private static void write() {
        long end = System.nanoTime() + WRITE_NANOS;
        boolean interrupted = false;
        for (long left = WRITE_NANOS; left > 0; left = end - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
