package io.rundown.itests.sample.stage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A call that stays inside the plugin until the test lets it go. */
public final class Held implements Script {

    private final String text;
    private final Duration patience;
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Held(String text, Duration patience) {
        this.text = text;
        this.patience = patience;
    }

    /** Waits until a call is inside. */
    public void awaitEntered() throws InterruptedException {
        if (!entered.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("no call '" + text + "' got into the plugin within " + patience);
        }
    }

    /** Lets the call go. */
    public void release() {
        released.countDown();
    }

    @Override
    public void run() throws InterruptedException {
        entered.countDown();
        if (!released.await(4 * patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the test never released the call '" + text + "'");
        }
    }
}
