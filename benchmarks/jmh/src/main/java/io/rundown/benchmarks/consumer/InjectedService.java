package io.rundown.benchmarks.consumer;

import io.rundown.benchmarks.called.CalledService;
import java.util.function.Supplier;

/** The bean that a Blueprint container injects its reference into; see {@code blueprint.xml}. */
public final class InjectedService implements Supplier<CalledService> {

    private final CalledService service;

    /** For the container. */
    public InjectedService(CalledService service) {
        this.service = service;
    }

    @Override
    public CalledService get() {
        return service;
    }
}
