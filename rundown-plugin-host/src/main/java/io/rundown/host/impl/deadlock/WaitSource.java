package io.rundown.host.impl.deadlock;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Tells what threads wait for. */
interface WaitSource {

    /** Announces threads that are asked for next, so that they can be looked at together. */
    void prepare(Collection<Thread> threads);

    /** What a thread waits for; {@code null} if it goes on by itself, or if nobody can tell. */
    @Nullable
    Wait of(Thread thread);
}
