package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;

/** The services of a hundred providers. */
public abstract class HundredServices extends SceneState {

    static final int COUNT = 100;

    CalledService[] services = {};

    @Override
    final void take(Scene opened) throws Exception {
        services = opened.services().toArray(CalledService[]::new);
        if (services.length != COUNT) {
            throw new IllegalStateException(services.length + " services of " + COUNT + " providers");
        }
    }
}
