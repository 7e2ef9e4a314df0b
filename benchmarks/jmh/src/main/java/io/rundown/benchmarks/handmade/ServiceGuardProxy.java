package io.rundown.benchmarks.handmade;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in the style of Karaf's service guard, re-expressed from what its manual tells: each call looks up
 * which roles may call the method, first by its signature, then by its name, then by a wildcard, and
 * is let through if the calling thread has one of them. It knows of no call once that has begun.
 */
public final class ServiceGuardProxy implements InvocationHandler {

    private static final String ANY_METHOD = "*";

    private final Map<String, Set<String>> rules;
    private final ThreadLocal<Set<String>> roles;
    private final Object original;

    private ServiceGuardProxy(Map<String, Set<String>> rules, ThreadLocal<Set<String>> roles, Object original) {
        this.rules = rules;
        this.roles = roles;
        this.original = original;
    }

    /**
     * A proxy around an object.
     *
     * @param rules the roles that may call, by signature ({@code name(type,type,)}), name, or {@code *}
     * @param roles those that a calling thread has
     */
    public static <S> S around(
            Class<S> type, S original, Map<String, Set<String>> rules, ThreadLocal<Set<String>> roles) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new ServiceGuardProxy(rules, roles, original)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (Collections.disjoint(allowed(method), roles.get())) {
            throw new SecurityException(method + " is not for " + roles.get());
        }
        try {
            return method.invoke(original, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Set<String> allowed(Method method) {
        Set<String> found = rules.get(signature(method));
        if (found == null) {
            found = rules.get(method.getName());
        }
        return found != null ? found : rules.getOrDefault(ANY_METHOD, Set.of());
    }

    private static String signature(Method method) {
        StringBuilder signature = new StringBuilder(method.getName()).append('(');
        for (Class<?> type : method.getParameterTypes()) {
            signature.append(type.getName()).append(',');
        }
        return signature.append(')').toString();
    }
}
