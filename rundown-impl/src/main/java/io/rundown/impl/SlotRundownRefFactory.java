package io.rundown.impl;

import io.rundown.CallGate;
import io.rundown.RundownRef;
import io.rundown.RundownRefFactory;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Makes refs with one slot a thread. Public for {@link java.util.ServiceLoader} only. */
public final class SlotRundownRefFactory implements RundownRefFactory {

    private static final AtomicLong UNNAMED = new AtomicLong();

    /** A factory; all are alike. */
    public SlotRundownRefFactory() {}

    @Override
    public RundownRef create() {
        return create("rundown-" + UNNAMED.incrementAndGet());
    }

    @Override
    public RundownRef create(String name) {
        return createGate(name);
    }

    @Override
    public CallGate createGate(String name) {
        return new SlotRundownRef(Objects.requireNonNull(name, "name"));
    }

    /** Names the {@linkplain Barrier barrier} in use, for diagnosis. */
    @Override
    public String toString() {
        return "refs with one slot a thread, barrier=" + Barrier.mode();
    }
}
