package io.rundown.demo.publisher;

import io.rundown.demo.wire.Publisher;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * A consumer as one would write it: a dynamic reference, copied once for the events that belong
 * together. It knows nothing of rundown.
 */
@Component
public final class OrderPublisher implements Publisher {

    static final String TOPIC = "demo/order";

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable EventAdmin events;

    @Override
    public @Nullable Batch open() {
        EventAdmin current = events;
        return current == null ? null : id -> current.sendEvent(new Event(TOPIC, Map.of("id", id)));
    }
}
