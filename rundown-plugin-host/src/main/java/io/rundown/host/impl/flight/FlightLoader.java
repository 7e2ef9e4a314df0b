package io.rundown.host.impl.flight;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads the event classes, which a bundle's own loader must not: the JDK rewrites the code of an event class while it is recorded, so
 * that it refers to packages of the module {@code jdk.jfr} that no bundle can import, and that differ from one JDK to the next. Without
 * this loader a recording would break calls with {@link NoClassDefFoundError}.
 */
final class FlightLoader extends ClassLoader {

    private static final String PACKAGE = FlightLoader.class.getPackageName() + ".";
    private static final String RECORDER = PACKAGE + "JdkFlight";
    private static final Set<String> OF_HOST = Set.of(Flight.class.getName(), FlightLoader.class.getName());

    private final @Nullable ClassLoader host;

    private FlightLoader() {
        super("io.rundown.host events", ClassLoader.getPlatformClassLoader());
        this.host = FlightLoader.class.getClassLoader();
    }

    /**
     * Makes the one that tells the JDK.
     *
     * @throws ReflectiveOperationException if it cannot be made
     * @throws LinkageError if there is no flight recorder
     */
    static Flight recorder() throws ReflectiveOperationException {
        Class<?> type = Class.forName(RECORDER, true, new FlightLoader());
        return (Flight) type.getConstructor().newInstance();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return name.startsWith(PACKAGE) && !OF_HOST.contains(name) ? define(name) : Class.forName(name, false, host);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = FlightLoader.class.getResourceAsStream(name.substring(PACKAGE.length()) + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = in.readAllBytes();
            return defineClass(name, code, 0, code.length, FlightLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
