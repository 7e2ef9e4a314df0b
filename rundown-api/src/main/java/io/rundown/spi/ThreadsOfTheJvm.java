package io.rundown.spi;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM tells about a thread whose own methods are not asked. A class of its own, because a runtime can lack the module {@code
 * java.management}; then its methods throw {@link NoClassDefFoundError}.
 */
final class ThreadsOfTheJvm {

    private ThreadsOfTheJvm() {}

    static Thread.@Nullable State state(OptionalLong id) {
        ThreadInfo info = info(id, 0);
        return info == null ? null : info.getThreadState();
    }

    static StackTraceElement[] stackTrace(OptionalLong id) {
        ThreadInfo info = info(id, Integer.MAX_VALUE);
        return info == null ? new StackTraceElement[0] : info.getStackTrace();
    }

    private static @Nullable ThreadInfo info(OptionalLong id, int depth) {
        return id.isEmpty() ? null : ManagementFactory.getThreadMXBean().getThreadInfo(id.getAsLong(), depth);
    }
}
