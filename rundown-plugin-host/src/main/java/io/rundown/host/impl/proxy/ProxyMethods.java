package io.rundown.host.impl.proxy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Type;

/**
 * The methods of a set of interfaces that go to the object: every public one, default methods and the
 * bridges of generic and covariant ones included, since the object may override them; once for each name and
 * descriptor, as the JVM tells methods apart. Not static ones, and not those that every object has.
 */
final class ProxyMethods {

    private ProxyMethods() {}

    /**
     * A method.
     *
     * @param owner the interface of the set that it was found through, which may inherit it. Calls name that one:
     *     the declaring one need not be accessible, and another loader may have one of its name
     */
    record Found(Method method, Class<?> owner) {}

    static Collection<Found> of(List<Class<?>> interfaces) {
        Map<String, Found> methods = new LinkedHashMap<>();
        for (Class<?> type : interfaces) {
            for (Method method : type.getMethods()) {
                if (!Modifier.isStatic(method.getModifiers()) && !isOfObject(method)) {
                    methods.putIfAbsent(method.getName() + Type.getMethodDescriptor(method), new Found(method, type));
                }
            }
        }
        return methods.values();
    }

    private static boolean isOfObject(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return switch (method.getName()) {
            case "equals" -> parameters.length == 1 && parameters[0] == Object.class;
            case "hashCode", "toString" -> parameters.length == 0;
            default -> false;
        };
    }
}
