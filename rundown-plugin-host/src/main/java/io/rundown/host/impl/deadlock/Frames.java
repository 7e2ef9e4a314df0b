package io.rundown.host.impl.deadlock;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the stack of a thread tells about its waiting. */
final class Frames {

    private static final List<String> JDK = List.of("java.", "jdk.", "sun.");

    private Frames() {}

    /** The innermost frame outside the JDK; {@code null} if there is none. */
    static @Nullable StackTraceElement innermost(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> JDK.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst()
                .orElse(null);
    }

    /** The class outside the JDK that waits; empty if there is none. */
    static String caller(StackTraceElement[] stack) {
        StackTraceElement frame = innermost(stack);
        return frame == null ? "" : frame.getClassName();
    }

    /** Whether the thread waits for the end of another one. */
    static boolean isInJoin(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (!frame.getClassName().equals("java.lang.Object")) {
                return frame.getClassName().equals("java.lang.Thread")
                        && frame.getMethodName().equals("join");
            }
        }
        return false;
    }

    /** Whether the thread waits inside one of some methods of a class, with nothing but the JDK in between. */
    static boolean waitsIn(StackTraceElement[] stack, String type, Set<String> methods) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals(type) && methods.contains(frame.getMethodName())) {
                return true;
            }
            if (JDK.stream().noneMatch(frame.getClassName()::startsWith)) {
                return false;
            }
        }
        return false;
    }

    /** Whether the thread runs a method whose class and name fit. */
    static boolean runs(StackTraceElement[] stack, Predicate<StackTraceElement> method) {
        return Arrays.stream(stack).anyMatch(method);
    }
}
