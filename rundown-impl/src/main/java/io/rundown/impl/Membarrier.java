package io.rundown.impl;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Linux system call {@code membarrier(2)}, private expedited: a full fence on every processor that
 * runs a thread of this process.
 *
 * <p>Called through {@code java.lang.foreign}, which is there from JDK 22 on. By reflection, not as a
 * multi-release class: this project is also built by JDK 17, which could not compile one. The calls
 * happen once a drain, so that costs nothing that matters.
 *
 * <p>That acquirers may leave their fence out holds only if the compiler keeps the order in which the
 * program writes its slot and reads the state. The Java memory model does not promise that for a
 * release write followed by an acquire read; HotSpot's compilers do so for every access by a
 * {@code VarHandle} that is not plain. Hence the check for the VM.
 */
final class Membarrier {

    private static final System.Logger LOG = System.getLogger("io.rundown");

    private static final Map<String, Long> SYSCALL_NUMBERS = Map.of("amd64", 324L, "aarch64", 283L);
    private static final int PRIVATE_EXPEDITED = 1 << 3;
    private static final int REGISTER_PRIVATE_EXPEDITED = 1 << 4;

    private final MethodHandle syscall;
    private final long number;

    private Membarrier(MethodHandle syscall, long number) {
        this.syscall = syscall;
        this.number = number;
    }

    /**
     * Finds and registers the call.
     *
     * @param quietly whether to do without it where the JVM would print a warning about native access
     * @return the call, or {@code null} if it is not to be had; why goes to the debug log
     */
    static @Nullable Membarrier probe(boolean quietly) {
        try {
            String missing = missing(quietly);
            if (missing != null) {
                return without(missing, null);
            }
            Membarrier made = new Membarrier(findSyscall(), number());
            if (made.call(REGISTER_PRIVATE_EXPEDITED) != 0 || made.call(PRIVATE_EXPEDITED) != 0) {
                return without("the kernel refuses membarrier(2)", null);
            }
            return made;
        } catch (Throwable e) { // LinkageError, IllegalCallerException, UnsupportedOperationException, ...
            return without("membarrier(2) cannot be called", e);
        }
    }

    private static @Nullable Membarrier without(String reason, @Nullable Throwable cause) {
        LOG.log(Level.DEBUG, "callers fence for themselves: " + reason, cause);
        return null;
    }

    private static @Nullable String missing(boolean quietly) {
        if (Runtime.version().feature() < 22) {
            return "java.lang.foreign is there from JDK 22 on";
        }
        if (!System.getProperty("os.name", "").equals("Linux") || number() == 0) {
            return "membarrier(2) is known on Linux, amd64 and aarch64";
        }
        if (!isKnownCompiler()) {
            return "only HotSpot's own compilers are known to keep the order that is needed";
        }
        if (quietly && !isNativeAccessEnabled()) {
            return "native access is not enabled (--enable-native-access=ALL-UNNAMED)";
        }
        return null;
    }

    private static long number() {
        return SYSCALL_NUMBERS.getOrDefault(System.getProperty("os.arch", ""), 0L);
    }

    private static boolean isKnownCompiler() {
        String vm = System.getProperty("java.vm.name", "");
        return (vm.contains("HotSpot") || vm.startsWith("OpenJDK"))
                && !System.getProperty("java.vendor.version", "").contains("Graal")
                && System.getProperty("jvmci.Compiler") == null;
    }

    private static boolean isNativeAccessEnabled() {
        try {
            return (boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(Membarrier.class.getModule());
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** {@code long syscall(long number, int command, int flags, int cpu)}; the first is the fixed argument. */
    private static MethodHandle findSyscall() throws ReflectiveOperationException {
        Class<?> linkerType = foreign("Linker");
        Class<?> optionType = foreign("Linker$Option");
        Class<?> layoutType = foreign("MemoryLayout");
        Class<?> descriptorType = foreign("FunctionDescriptor");
        Class<?> layouts = foreign("ValueLayout");
        Object javaLong = layouts.getField("JAVA_LONG").get(null);
        Object javaInt = layouts.getField("JAVA_INT").get(null);
        Object arguments = arrayOf(layoutType, javaLong, javaInt, javaInt, javaInt);
        Object descriptor = call(
                descriptorType, "of", null, new Class<?>[] {layoutType, arguments.getClass()}, javaLong, arguments);
        Object linker = call(linkerType, "nativeLinker", null, new Class<?>[0]);
        Object lookup = call(linkerType, "defaultLookup", linker, new Class<?>[0]);
        Object address = ((Optional<?>)
                        call(foreign("SymbolLookup"), "find", lookup, new Class<?>[] {String.class}, "syscall"))
                .orElseThrow();
        Object options = arrayOf(optionType, call(optionType, "firstVariadicArg", null, new Class<?>[] {int.class}, 1));
        return (MethodHandle) call(
                linkerType,
                "downcallHandle",
                linker,
                new Class<?>[] {foreign("MemorySegment"), descriptorType, options.getClass()},
                address,
                descriptor,
                options);
    }

    private static Class<?> foreign(String name) throws ClassNotFoundException {
        return Class.forName("java.lang.foreign." + name);
    }

    private static Object arrayOf(Class<?> type, Object... elements) {
        Object array = Array.newInstance(type, elements.length);
        for (int i = 0; i < elements.length; i++) {
            Array.set(array, i, elements[i]);
        }
        return array;
    }

    private static Object call(
            Class<?> type, String name, @Nullable Object target, Class<?>[] parameters, Object... arguments)
            throws ReflectiveOperationException {
        try {
            return type.getMethod(name, parameters).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(type.getName() + "." + name + " failed", e.getCause());
        }
    }

    /** Makes every thread of the process pass a full fence before it returns. */
    void fenceEverywhere() {
        if (call(PRIVATE_EXPEDITED) != 0) {
            // it worked when probed; should it ever not: stopping all threads is a fence as well
            stopAllThreads();
        }
    }

    /** A dump of all threads is taken at a safepoint. {@code Thread.getAllStackTraces()} would hash them, and their classes can object. */
    private static void stopAllThreads() {
        try {
            ManagementFactory.getThreadMXBean().dumpAllThreads(false, false, 1);
        } catch (NoClassDefFoundError e) {
            System.gc(); // a runtime without the module java.management: a collection begins with a safepoint
        }
    }

    private long call(int command) {
        try {
            return (long) syscall.invokeExact(number, command, 0, 0);
        } catch (Throwable e) {
            LOG.log(Level.DEBUG, "membarrier(2) failed", e);
            return -1;
        }
    }
}
