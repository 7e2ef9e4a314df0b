package io.rundown;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What {@link CallGate#enter()} gives and the way out takes. Tokens may be shared by all calls of a
 * thread; they have no identity and must not be kept.
 */
@ProviderType
public interface CallToken {

    /**
     * Leaves once. Must be called exactly once for each successful {@link CallGate#enter()}, by the
     * thread that entered. Never blocks. Dependent actions of {@link RundownRef#whenRundown()} may run
     * on the calling thread.
     *
     * <p>Memory consistency effects: as for {@link RundownGuard#close()}.
     *
     * @throws IllegalStateException if the calling thread is not inside; nothing is released then
     */
    void exit();
}
