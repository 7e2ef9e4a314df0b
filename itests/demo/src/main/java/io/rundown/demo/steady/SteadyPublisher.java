package io.rundown.demo.steady;

import io.rundown.demo.wire.Activations;
import io.rundown.demo.wire.Publisher;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * A consumer as most are: a static mandatory reference. Whenever its service goes, it goes as well, with whatever it
 * has open. It knows nothing of rundown.
 */
@Component
public final class SteadyPublisher implements Publisher {

    private final EventAdmin events;

    /** Called by the component runtime. */
    @Activate
    public SteadyPublisher(@Reference EventAdmin events, @Reference Activations activations) {
        this.events = events;
        activations.activated();
    }

    @Override
    public Batch open() {
        return id -> events.sendEvent(new Event("demo/order", Map.of("id", id)));
    }
}
