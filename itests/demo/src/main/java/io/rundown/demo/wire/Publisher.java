package io.rundown.demo.wire;

import org.jspecify.annotations.Nullable;

/** Publishes events: offered by the sample consumer, used by the load. Any thread may call it. */
public interface Publisher {

    /**
     * Takes the event service at hand for a few events in a row. The batch does not notice when the
     * service goes away, as is usual for a local copy of a dynamic reference.
     *
     * @return the batch, or {@code null} if there is no event service
     */
    @Nullable
    Batch open();

    /** Some events to one event service. */
    @FunctionalInterface
    interface Batch {

        /**
         * Sends an event and returns after its delivery. Lets through what the event service throws.
         *
         * @param id the event's number
         */
        void send(long id);
    }
}
