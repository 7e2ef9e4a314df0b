package io.rundown.itests.sample.provider;

import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import org.osgi.framework.BundleContext;

/** The inside of every sample provider. It needs the plugin alive from the first to the last line of a call. */
public final class Performer {

    private final BundleContext context;
    private final String bundle;
    private volatile boolean tornDown;

    /** A performer that uses this context of its plugin. */
    public Performer(BundleContext context) {
        this.context = context;
        this.bundle = context.getBundle().toString();
        noteInterrupt("is started");
    }

    /** See {@link io.rundown.itests.sample.api.Echo#echo(String)}. */
    public String echo(String text) {
        checkAlive();
        noteInterrupt("is called");
        Journal.note("begin " + text);
        Stage.perform(text);
        checkAlive();
        String answer = Tail.answer(context, text);
        Journal.note("end " + text);
        return answer;
    }

    /** See {@link io.rundown.itests.sample.api.Echo#add(int, int)}. */
    public int add(int a, int b) {
        checkAlive();
        int sum = a + b;
        checkAlive();
        return sum;
    }

    /** What the activator's stop, {@code @Deactivate} or a destroy method does. */
    public void tearDown() {
        tornDown = true;
        noteInterrupt("is torn down");
        Journal.note("torn down");
    }

    /** Code of a plugin must not run on a thread whose interrupt the host keeps for later. */
    private static void noteInterrupt(String when) {
        if (Thread.currentThread().isInterrupted()) {
            Stage.sawInterrupt(when);
        }
    }

    private void checkAlive() {
        if (tornDown) {
            Stage.ranAfterStop();
            throw new IllegalStateException("plugin code runs after its tear-down: " + bundle);
        }
    }
}
