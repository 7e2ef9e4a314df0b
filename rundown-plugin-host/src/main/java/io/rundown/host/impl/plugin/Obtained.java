package io.rundown.host.impl.plugin;

import org.jspecify.annotations.Nullable;

/**
 * What came of a look-up for one consumer.
 *
 * @param proxy what the consumer gets; {@code null} unless the answer is {@link Answer#PROXY}
 */
record Obtained(Answer answer, @Nullable Object proxy) {

    enum Answer {
        PROXY,
        /** The plugin's own factory has no object for the consumer, or threw. */
        NO_OBJECT,
        /** The service is being drained, or has gone, so that its factory was not asked or its object is not wanted. */
        CLOSED,
        /** The consumer stops. */
        CONSUMER_GONE
    }

    static Obtained proxy(Object proxy) {
        return new Obtained(Answer.PROXY, proxy);
    }

    static Obtained without(Answer why) {
        return new Obtained(why, null);
    }

    /** Whether the look-up is over: the consumer gets this proxy, or gets nothing as it would without the host. */
    boolean isFinal() {
        return answer == Answer.PROXY || answer == Answer.NO_OBJECT;
    }
}
