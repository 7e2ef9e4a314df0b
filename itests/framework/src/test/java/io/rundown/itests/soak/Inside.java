package io.rundown.itests.soak;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Script;
import io.rundown.itests.sample.stage.Stage;

/** Runs what a test wants inside a call of a plugin, on the calling thread. */
final class Inside {

    private static final String TEXT = "inside";

    private final ThreadLocal<Script> script = new ThreadLocal<>();

    Inside() {
        Stage.script(TEXT, () -> script.get().run());
    }

    /** Calls; returns when the script and the call have ended. */
    void call(Echo echo, Script inside) {
        script.set(inside);
        try {
            echo.echo(TEXT);
        } finally {
            script.remove();
        }
    }
}
