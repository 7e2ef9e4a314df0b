package io.rundown.host.impl.proxy;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.host.GuardedService;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.security.SecureClassLoader;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where proxy classes are defined: a loader that finds the interfaces of one service, and whatever
 * their signatures mention, exactly as the interfaces themselves find it.
 *
 * <p>Neither the host's loader nor the plugin's would do: the host imports none of the interfaces,
 * and a class in the plugin's loader would keep the plugin's revision alive for as long as a consumer
 * keeps the proxy. This loader knows only the loaders of the interfaces, which mostly belong to
 * another bundle than the plugin, and the few classes of the host that a proxy refers to.
 */
final class BridgeLoader extends SecureClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final List<Class<?>> OF_THE_HOST =
            List.of(GuardedTarget.class, GuardedProxy.class, GuardedService.class, CallGate.class, CallToken.class);

    private static final String PACKAGE = "io.rundown.proxy.";

    private final List<Class<?>> interfaces;

    /** The interfaces and what their signatures mention: another loader may have other classes of these names. */
    private final Map<String, Class<?>> mentioned = new HashMap<>();

    private final Set<ClassLoader> loaders = new LinkedHashSet<>();

    /**
     * A loader for a set of interfaces.
     *
     * @throws LinkageError if what they mention cannot be found, or is more than one class of a name: one class can refer to
     *     a name in one way only, and the JVM would notice at a call, after it was made
     */
    BridgeLoader(List<Class<?>> interfaces) {
        super("rundown-bridge", ClassLoader.getPlatformClassLoader());
        this.interfaces = interfaces;
        for (Class<?> type : interfaces) {
            collectLoaders(type);
            mention(type);
            for (Method method : type.getMethods()) {
                mention(method.getReturnType());
                Stream.of(method.getParameterTypes(), method.getExceptionTypes())
                        .flatMap(Arrays::stream)
                        .forEach(this::mention);
            }
        }
    }

    private void mention(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (element.isPrimitive()) {
            return;
        }
        Class<?> other = mentioned.putIfAbsent(element.getName(), element);
        if (other != null && other != element) {
            throw new LinkageError(interfaces + " mention more than one class " + element.getName());
        }
    }

    /** Of an interface and of all that it extends, each once, however deep: the interfaces are others'. */
    private void collectLoaders(Class<?> type) {
        Set<Class<?>> seen = new HashSet<>();
        Deque<Class<?>> left = new ArrayDeque<>(List.of(type));
        while (!left.isEmpty()) {
            Class<?> next = left.pop();
            if (seen.add(next)) {
                ClassLoader loader = next.getClassLoader();
                if (loader != null) {
                    loaders.add(loader);
                }
                Class<?>[] parents = next.getInterfaces();
                for (int i = parents.length - 1; i >= 0; i--) {
                    left.push(parents[i]);
                }
            }
        }
    }

    /**
     * Defines the class of the proxies for the interfaces, and gives what makes them.
     *
     * @throws LinkageError if the JVM refuses the class
     */
    Function<GuardedTarget, Object> define() {
        String name = PACKAGE + "Guarded" + simpleName(interfaces.get(0));
        byte[] bytes = ProxyClassWriter.write(name, interfaces);
        Class<?> proxyClass = defineClass(name, bytes, 0, bytes.length);
        MethodHandle constructor;
        try {
            constructor = MethodHandles.publicLookup()
                    .findConstructor(proxyClass, MethodType.methodType(void.class, GuardedTarget.class))
                    .asType(MethodType.methodType(Object.class, GuardedTarget.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("a proxy class without its constructor: " + proxyClass, e);
        }
        return target -> make(constructor, target);
    }

    /** Not {@link Class#getSimpleName()}, which loads the class that the interface is nested in, if it can. */
    private static String simpleName(Class<?> type) {
        String name = type.getName();
        return name.substring(1 + Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')));
    }

    private static Object make(MethodHandle constructor, GuardedTarget target) {
        try {
            return (Object) constructor.invokeExact(target);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the constructor of a proxy throws nothing checked", e);
        }
    }

    /**
     * Asks the interfaces and their loaders first: a bundle may have classes of its own under names that the JDK has too. Only
     * {@code java.*} is the same for all.
     */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> found = name.startsWith("java.") ? null : find(name);
        return found != null ? found : super.loadClass(name, resolve);
    }

    private @Nullable Class<?> find(String name) {
        for (Class<?> type : OF_THE_HOST) {
            if (type.getName().equals(name)) {
                return type;
            }
        }
        Class<?> known = mentioned.get(name);
        if (known != null) {
            return known;
        }
        for (ClassLoader loader : loaders) {
            Class<?> found = tryLoad(loader, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        throw new ClassNotFoundException(name + " is not visible to any of " + interfaces);
    }

    private static @Nullable Class<?> tryLoad(ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
