package io.rundown.host.impl.proxy;

import io.rundown.CallToken;
import io.rundown.host.PluginUnavailableException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy does with a call: enter the gate, call the object, leave.
 *
 * <p>{@code equals} and {@code hashCode} are answered without the plugin's code where the object does
 * not define its own: consumers keep services in maps, and must be able to take them out again after
 * the plugin has gone.
 */
final class GuardedCalls implements InvocationHandler {

    private final GuardedTarget target;
    private final int identity;
    private final boolean ownEquality;
    private final String className;

    GuardedCalls(GuardedTarget target) {
        Object object = target.object();
        this.target = target;
        this.identity = System.identityHashCode(object);
        this.ownEquality = object != null && definesEquality(object.getClass());
        this.className = object == null ? "?" : object.getClass().getName();
    }

    private static boolean definesEquality(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class
                    || type.getMethod("hashCode").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every class has equals and hashCode: " + type, e);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return invokeObjectMethod(proxy, method, arguments);
        }
        return call(method, arguments);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        CallToken token = target.enter();
        try {
            Object object = target.object();
            if (object == null) {
                throw target.gone();
            }
            return invoke(method, object, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            token.exit();
        }
    }

    private static @Nullable Object invoke(Method method, Object object, Object @Nullable [] arguments)
            throws IllegalAccessException, InvocationTargetException {
        try {
            return method.invoke(object, arguments);
        } catch (IllegalAccessException e) {
            // the method of a package-private interface; nothing has run yet, and once is enough
            method.setAccessible(true);
            return method.invoke(object, arguments);
        }
    }

    private @Nullable Object invokeObjectMethod(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "equals" -> isEqual(proxy, method, arguments == null ? null : arguments[0]);
            case "hashCode" -> ownEquality ? callOr(method, identity) : (Object) identity;
            default -> callOr(method, className + "@" + Integer.toHexString(identity) + " (unavailable)");
        };
    }

    private @Nullable Object isEqual(Object proxy, Method method, @Nullable Object other) throws Throwable {
        if (proxy == other) {
            return true;
        }
        Object otherObject = other;
        if (other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof GuardedCalls calls) {
            otherObject = calls.target.object();
            if (calls.target == target || (otherObject != null && otherObject == target.object())) {
                return true;
            }
        }
        return ownEquality ? callOr(method, false, otherObject) : false;
    }

    private @Nullable Object callOr(Method method, Object whenUnavailable, @Nullable Object... arguments)
            throws Throwable {
        try {
            return call(method, arguments);
        } catch (PluginUnavailableException e) {
            return whenUnavailable;
        }
    }
}
