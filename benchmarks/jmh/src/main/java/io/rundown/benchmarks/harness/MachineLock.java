package io.rundown.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * Keeps other JMH runs off the machine for the whole of a run. JMH takes its lock for each {@code
 * Runner} and gives up if another has it; here there is a runner for each JVM, and between two of them
 * anybody could come in. So the lock is taken once, waited for, and JMH is told not to look for it.
 */
public final class MachineLock implements AutoCloseable {

    /** Read by JMH when its runner is loaded. */
    private static final String IGNORE = "jmh.ignoreLock";

    private static final long PATIENCE_MINUTES = 10;

    private final FileChannel channel;

    private MachineLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until no other JMH run has the machine. Call it before any of JMH.
     *
     * @throws IOException if the lock cannot be had, or another run does not end for ten minutes
     */
    public static MachineLock await(PrintStream out) throws IOException, InterruptedException {
        Path file = new File(System.getProperty("java.io.tmpdir"), "jmh.lock").toPath();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.toFile().setWritable(true, false);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        boolean told = false;
        // the lock goes with the channel
        for (FileLock lock = channel.tryLock(); lock == null; lock = channel.tryLock()) {
            if (System.nanoTime() - deadline > 0) {
                channel.close();
                throw new IOException("another JMH run still has the machine, by its lock on " + file);
            }
            if (!told) {
                out.println("waiting: another JMH run has the machine, by its lock on " + file);
                told = true;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        System.setProperty(IGNORE, "true");
        return new MachineLock(channel);
    }

    /** Lets others measure. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
