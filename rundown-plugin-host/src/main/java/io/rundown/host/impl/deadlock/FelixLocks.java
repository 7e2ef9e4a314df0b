package io.rundown.host.impl.deadlock;

import java.lang.management.LockInfo;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * The locks of one Felix framework: the global lock, and one lock for each bundle. A thread waits for them by a condition, of which the JVM knows
 * no owner. The framework knows the owners, in fields that it has for itself.
 *
 * <p>Felix does not tell for which bundle's lock a thread waits. It is the lock of one of the threads that have a bundle's lock.
 */
final class FelixLocks {

    private static final String FELIX = "org.apache.felix.framework.Felix";
    private static final String TAKING_GLOBAL = "acquireGlobalLock";
    private static final String TAKING_BUNDLE = "acquireBundleLock";
    private static final String A_GLOBAL_LOCK = "Felix's global lock";
    private static final String A_BUNDLE_LOCK = "the lock of a bundle";

    private final Bundle framework;
    private final Object condition;
    private final Field globalLockThread;
    private final Field bundleLockThread;
    private final Field uninstalledBundles;
    private final Method bundles;

    private FelixLocks(Bundle framework) throws ReflectiveOperationException {
        Class<?> felix = framework.getClass();
        this.framework = framework;
        this.condition = valueOf(field(felix, "m_bundleLockCondition"), framework);
        this.globalLockThread = field(felix, "m_globalLockThread");
        this.bundleLockThread = field(felix.getSuperclass(), "m_lockThread");
        this.uninstalledBundles = field(felix, "m_uninstalledBundles");
        this.bundles = felix.getDeclaredMethod("getBundles");
        bundles.setAccessible(true);
    }

    /** The locks of a framework; {@code null} if it is no Felix, or one whose fields are others or not accessible. */
    static @Nullable FelixLocks of(Bundle framework) {
        if (!framework.getClass().getName().equals(FELIX)) {
            return null;
        }
        try {
            return new FelixLocks(framework);
        } catch (ReflectiveOperationException | InaccessibleObjectException | LinkageError e) {
            return null;
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static Object valueOf(Field field, Object object) throws ReflectiveOperationException {
        Object value = field.get(object);
        if (value == null) {
            throw new NoSuchFieldException(field.getName() + " is empty");
        }
        return value;
    }

    /** Whether a thread waits until it can have the global lock, or a bundle's. */
    static boolean isTaking(StackTraceElement[] stack) {
        StackTraceElement frame = Frames.innermost(stack);
        return frame != null
                && frame.getClassName().equals(FELIX)
                && (frame.getMethodName().equals(TAKING_GLOBAL)
                        || frame.getMethodName().equals(TAKING_BUNDLE));
    }

    /** For whom a thread waits that is {@linkplain #isTaking taking} a lock; {@code null} if it is about to have it. */
    @Nullable
    Wait waitOf(Thread thread, LockInfo lock, StackTraceElement[] stack) {
        if (!JvmWaits.isThe(lock, condition)) {
            return Wait.forLockOfUnknown("a lock of another Felix framework");
        }
        try {
            Thread global = (Thread) globalLockThread.get(framework);
            if (global != null && global != thread) {
                return Wait.forLock(A_GLOBAL_LOCK, global, true); // without which no bundle can be locked either
            }
            StackTraceElement frame = Frames.innermost(stack);
            if (frame == null || frame.getMethodName().equals(TAKING_GLOBAL)) {
                return null; // nobody has it
            }
            List<Thread> owners = ownersOfBundles(thread);
            return owners.isEmpty() ? null : Wait.forLockOfOne(A_BUNDLE_LOCK, owners);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Wait.forLockOfUnknown("a lock of Felix");
        }
    }

    /** The threads that have the lock of a bundle, but for one. Uninstalled bundles are among them, because a refresh locks them. */
    private List<Thread> ownersOfBundles(Thread but) throws ReflectiveOperationException {
        List<Object> all = new ArrayList<>(Arrays.asList((Object[]) bundles.invoke(framework)));
        all.add(framework);
        if (uninstalledBundles.get(framework) instanceof Collection<?> uninstalled) {
            all.addAll(uninstalled);
        }
        Set<Thread> owners = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object bundle : all) {
            Thread owner = (Thread) bundleLockThread.get(bundle);
            if (owner != null && owner != but) {
                owners.add(owner);
            }
        }
        return List.copyOf(owners);
    }
}
