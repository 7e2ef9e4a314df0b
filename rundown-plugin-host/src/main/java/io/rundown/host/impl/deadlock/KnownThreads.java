package io.rundown.host.impl.deadlock;

import io.rundown.spi.ThreadView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platform threads that were alive when somebody first asked, by the ids that the JVM knows them by. */
final class KnownThreads {

    private @Nullable List<Thread> all;
    private final Map<Long, Thread> byId = new HashMap<>();
    private boolean areSomeUnknown;

    /** The threads. */
    List<Thread> all() {
        List<Thread> present = all;
        if (present == null) {
            present = ThreadView.all();
            for (Thread thread : present) {
                ThreadView.id(thread).ifPresentOrElse(id -> byId.put(id, thread), () -> areSomeUnknown = true);
            }
            all = present;
        }
        return present;
    }

    /** The thread with an id; {@code null} if it is virtual or has ended, or if its id is unknown. */
    @Nullable
    Thread byId(long id) {
        return all().isEmpty() ? null : byId.get(id);
    }

    /** Whether there are threads of unknown id. */
    boolean areSomeUnknown() {
        return !all().isEmpty() && areSomeUnknown;
    }
}
