package io.rundown.host.impl.proxy;

import java.security.SecureClassLoader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where proxy classes are defined: a loader that finds the interfaces of one service, and whatever
 * their signatures mention, exactly as the interfaces themselves find it.
 *
 * <p>Neither the host's loader nor the plugin's would do: the host imports none of the interfaces,
 * and a class in the plugin's loader would keep the plugin's revision alive for as long as a consumer
 * keeps the proxy. This loader knows only the loaders of the interfaces, which mostly belong to
 * another bundle than the plugin.
 */
final class BridgeLoader extends SecureClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final List<Class<?>> interfaces;
    private final Set<ClassLoader> loaders = new LinkedHashSet<>();

    BridgeLoader(List<Class<?>> interfaces) {
        super("rundown-bridge", ClassLoader.getPlatformClassLoader());
        this.interfaces = interfaces;
        for (Class<?> type : interfaces) {
            collectLoaders(type);
        }
    }

    private void collectLoaders(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader != null) {
            loaders.add(loader);
        }
        for (Class<?> parent : type.getInterfaces()) {
            collectLoaders(parent);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        for (Class<?> type : interfaces) {
            if (type.getName().equals(name)) {
                return type;
            }
        }
        for (ClassLoader loader : loaders) {
            Class<?> found = tryLoad(loader, name);
            if (found != null) {
                return found;
            }
        }
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
