package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;

/** The one service that all threads call. */
public abstract class OneService extends SceneState {

    CalledService service;

    /** JMH sets states up before it uses them. */
    @SuppressWarnings("NullAway.Init")
    OneService() {}

    @Override
    final void take(Scene opened) throws Exception {
        service = obtain(opened);
    }

    /** What is called: what the consumer has from its look-up, unless something is put around it. */
    CalledService obtain(Scene opened) throws Exception {
        return opened.services().get(0);
    }
}
