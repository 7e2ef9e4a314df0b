package io.rundown.itests.runnable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys that end something in the shell. */
class TerminalIT extends WatchedFolder {

    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String PROMPT = "g!";

    @BeforeEach
    void requireTerminal() {
        assumeTrue(HostProcess.hasTerminals(), "there is no program 'script', which makes a terminal");
    }

    @Test
    void ctrlCEndsTheCommandAndNotTheHost() throws Exception {
        copyAll();
        try (HostProcess host = HostProcess.startOnTerminal(folder)) {
            untilTold(host, PROMPT);
            untilVersion(host, "1.0.0");
            stayInside(host, 8000);
            host.type("rundown:drain sample.provider\r");
            untilTold(host, "still draining sample.provider");
            int typed = host.output().length();
            host.type(CTRL_C);
            untilCallsComplete(host);
            until(host, "prompting", () -> host.output().indexOf(PROMPT, typed) > 0); // before, the next key is lost
            assertFalse(Files.exists(folder.resolve("left")), "the drain was given up");
            host.type(CTRL_D);
            assertEquals(0, host.end(PATIENCE_SECONDS), host.output());
            assertNothingBroke();
        }
    }

    @Test
    void exitWithZeroEndsTheHost() throws Exception {
        try (HostProcess host = HostProcess.startOnTerminal(folder)) {
            untilTold(host, PROMPT);
            host.type("exit 0\r");
            assertEquals(0, host.end(PATIENCE_SECONDS), host.output());
        }
    }
}
