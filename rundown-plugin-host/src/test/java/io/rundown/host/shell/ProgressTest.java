package io.rundown.host.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rundown.host.DrainCause;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is printed while plugins drain, and on which thread. */
class ProgressTest {

    private static DrainReport drain(long bundleId) {
        return new DrainReport(
                "some.plugin",
                bundleId,
                DrainCause.MANAGED,
                DrainOutcome.DRAINING,
                Instant.EPOCH,
                Duration.ofMillis(51),
                1,
                1,
                0,
                0,
                0,
                0,
                List.of(),
                null);
    }

    @Test
    void onlyDrainsThatTheCommandIsAbout() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Progress progress = new Progress(new PrintStream(bytes), bundleId -> bundleId == 4)) {
            progress.drainProgressed(drain(5));
            progress.drainProgressed(drain(4));
        }
        assertEquals(
                List.of("draining some.plugin [4] for 51 ms: 1 in flight []"),
                bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    @Timeout(10)
    void terminalThatTakesNothingDoesNotHoldTheDrainUp() {
        CountDownLatch taken = new CountDownLatch(1);
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int character) throws IOException {
                try {
                    taken.await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
            }
        };
        try (Progress progress = new Progress(new PrintStream(stuck), bundleId -> true)) {
            for (int i = 0; i < 10; i++) {
                progress.drainProgressed(drain(4));
            }
        }
        taken.countDown();
    }
}
