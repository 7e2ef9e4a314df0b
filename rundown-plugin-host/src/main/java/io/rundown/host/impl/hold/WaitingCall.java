package io.rundown.host.impl.hold;

import io.rundown.CallToken;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call that arrived at a closed gate, as {@link WaitingCalls} sees it. */
public interface WaitingCall {

    /** Enters the gate; {@code null} if it is closed. */
    @Nullable
    CallToken tryEnter();

    /**
     * Enters as a part of a call that is inside, since that waits for this one.
     *
     * @return the token to leave with; {@code null} if the drain does not wait for anybody any more
     */
    @Nullable
    CallToken tryEnterAsNested();

    /** Returns why the gate will not open; {@code null} while it may. */
    @Nullable
    String obstacle();

    /** Returns how long the call may still wait, in nanoseconds; 0 or less if no longer. May change while it waits. */
    long remainingNanos();

    /** Returns the reason to give when that time is over. */
    String whyTooLong();

    /** Makes the exception for a call that waited in vain. */
    RuntimeException refusal(String reason);

    /** The wait begins. Returns whom to tell how it ended. */
    Consumer<String> begins();
}
