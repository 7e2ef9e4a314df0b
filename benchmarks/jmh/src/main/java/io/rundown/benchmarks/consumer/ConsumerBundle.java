package io.rundown.benchmarks.consumer;

import io.rundown.benchmarks.called.CalledService;
import io.rundown.benchmarks.framework.SmallBundle;

/** Bundles that look the service up, or have it injected. */
public final class ConsumerBundle {

    private ConsumerBundle() {}

    /** One without code: the benchmark looks the service up through its context. */
    public static SmallBundle blank() {
        return SmallBundle.named("bench.consumer").importing(CalledService.class.getPackageName());
    }

    /** One with a Blueprint container, which registers a {@code Supplier} of what was injected. */
    public static SmallBundle blueprint() {
        return SmallBundle.named("bench.consumer.blueprint")
                .importing(CalledService.class.getPackageName())
                .containing(InjectedService.class)
                .file("OSGI-INF/blueprint/consumer.xml", InjectedService.class, "blueprint.xml");
    }
}
