package io.rundown.benchmarks.handmade;

import io.rundown.benchmarks.comparator.ReadWriteLockDoor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** What people write by hand: a reflective proxy that holds a read lock while it calls. */
public final class LockProxy implements InvocationHandler {

    private final ReadWriteLockDoor door;
    private final Object original;

    private LockProxy(ReadWriteLockDoor door, Object original) {
        this.door = door;
        this.original = original;
    }

    /** A proxy around an object; {@code door} shuts it. */
    public static <S> S around(Class<S> type, S original, ReadWriteLockDoor door) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new LockProxy(door, original)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (!door.tryAcquire()) {
            throw new IllegalStateException("the service has gone");
        }
        try {
            return method.invoke(original, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            door.release();
        }
    }
}
