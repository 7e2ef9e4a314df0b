package io.rundown.host.impl.proxy;

import io.rundown.CallToken;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What a reflective proxy does with a call: enter the gate, call the object, leave. For package-private
 * interfaces only: a class that implements one must stand in the interface's own package and loader,
 * which does not see the host, so that no class can be written for it.
 */
final class GuardedCalls implements InvocationHandler {

    private final GuardedTarget target;

    GuardedCalls(GuardedTarget target) {
        this.target = target;
    }

    GuardedTarget target() {
        return target;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> target.answerEquals(proxy, arguments == null ? null : arguments[0]);
                case "hashCode" -> target.answerHashCode();
                default -> target.answerToString();
            };
        }
        CallToken token = target.enter();
        try {
            Object result = invoke(method, target.entered(), arguments);
            target.keepWhatIsToCome(result);
            return result;
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
}
