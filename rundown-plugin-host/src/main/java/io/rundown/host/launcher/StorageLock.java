package io.rundown.host.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Keeps a second host from a storage folder, whose content two frameworks would spoil. The operating system ends it with the process. */
final class StorageLock {

    /** So that the garbage collector does not end them. */
    private static final Collection<FileLock> TAKEN = new ConcurrentLinkedQueue<>();

    private StorageLock() {}

    /**
     * Takes it for as long as the process runs.
     *
     * @return whether nobody else has it
     * @throws IOException if the folder cannot be made or written to
     */
    static boolean take(Path storage) throws IOException {
        Files.createDirectories(storage);
        FileChannel file = FileChannel.open(
                storage.resolve("rundown-host.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = file.tryLock();
            if (lock == null) {
                file.close();
                return false;
            }
            return TAKEN.add(lock);
        } catch (OverlappingFileLockException e) {
            file.close();
            return false; // by this process
        }
    }
}
