package io.rundown.itests.sample.provider.worker;

import io.rundown.RundownGuard;
import io.rundown.RundownRef;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Answers at once and goes on working on a thread of its own, under a guard of the plugin's own ref. */
@Component(name = "echo.worker")
public final class Worker implements Echo {

    private final RundownRef ref;

    /** Activates the component with the ref that the host made for this plugin. */
    @Activate
    public Worker(@Reference RundownRef ref) {
        this.ref = ref;
    }

    @Deactivate
    void deactivate() {
        Journal.note("torn down");
    }

    @Override
    public String echo(String text) {
        RundownGuard guard = ref.acquire();
        Thread worker = new Thread(() -> work(guard, text), "background of " + text);
        worker.setDaemon(true);
        worker.start();
        return text + " begun";
    }

    private static void work(RundownGuard guard, String text) {
        try (guard) {
            Stage.perform(text);
            Journal.note("background end " + text);
        }
    }
}
