package io.rundown.impl;

import io.rundown.CallGate;
import io.rundown.RundownRefFactory;

/** The contract on platform threads, with the implementation that {@code ServiceLoader} finds. */
class SlotRundownRefPlatformTest extends RundownContract {

    @Override
    CallGate newGate() {
        return RundownRefFactory.load().createGate("contract");
    }

    @Override
    TestThread start(TestThread.Body body) {
        return new TestThread(
                run -> {
                    Thread thread = new Thread(run);
                    thread.start();
                    return thread;
                },
                body);
    }
}
