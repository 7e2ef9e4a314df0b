package io.rundown.host.impl.proxy;

import io.rundown.CallToken;
import io.rundown.host.PluginUnavailableException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the service object.
 *
 * <p>{@code equals} and {@code hashCode} are answered without the plugin's code where the object does
 * not define its own: consumers keep services in maps, and must be able to take them out again after
 * the plugin has gone.
 */
final class ServiceObjectMethods implements ObjectMethods {

    private final GuardedTarget target;
    private final int identity;
    private final boolean ownEquality;

    /** What is answered when the object cannot be asked any more. */
    private volatile int lastHash;

    private final String className;

    ServiceObjectMethods(GuardedTarget target, Object object) {
        this.target = target;
        this.identity = System.identityHashCode(object);
        this.lastHash = identity;
        this.ownEquality = definesEquality(object.getClass());
        this.className = object.getClass().getName();
    }

    private static boolean definesEquality(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class
                    || type.getMethod("hashCode").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every class has equals and hashCode: " + type, e);
        } catch (LinkageError e) {
            return true; // some method mentions a class that is not there; so the object is asked
        }
    }

    @Override
    public boolean isEqual(Object proxy, @Nullable Object other) {
        if (proxy == other) {
            return true;
        }
        GuardedTarget otherTarget = ProxyClasses.targetOf(other);
        if (otherTarget == null) {
            return ownEquality && ask(object -> object.equals(other), false);
        }
        Object otherObject = otherTarget.object();
        if (otherTarget == target || (otherObject != null && otherObject == target.object())) {
            return true;
        }
        return ownEquality && ask(object -> object.equals(otherObject), false);
    }

    @Override
    public int hash() {
        if (ownEquality) {
            lastHash = ask(Object::hashCode, lastHash);
        }
        return lastHash;
    }

    @Override
    public @Nullable String text() {
        return ask(Object::toString, className + "@" + Integer.toHexString(identity) + " (unavailable)");
    }

    private <R extends @Nullable Object> R ask(Function<Object, R> question, R whenUnavailable) {
        CallToken token;
        try {
            token = target.enter();
        } catch (PluginUnavailableException e) {
            return whenUnavailable;
        }
        try {
            Object object = target.object();
            return object == null ? whenUnavailable : question.apply(object);
        } finally {
            token.exit();
        }
    }
}
