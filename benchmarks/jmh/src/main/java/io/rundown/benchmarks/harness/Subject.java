package io.rundown.benchmarks.harness;

import java.util.List;
import java.util.Optional;

/**
 * A benchmark method with all that is fixed for it, apart from the number of threads.
 *
 * @param type the class that has the method
 * @param method the method's name
 * @param barrier the barrier that the JVMs have, if it matters
 * @param forks how many JVMs measure it, at each number of threads
 */
public record Subject(Class<?> type, String method, Optional<Barrier> barrier, int forks) {

    /** A method that has nothing to do with barriers. */
    public static Subject of(Class<?> type, String method, int forks) {
        return new Subject(type, method, Optional.empty(), forks);
    }

    /** The same in JVMs with a certain barrier. */
    public Subject with(Barrier value) {
        return new Subject(type, method, Optional.of(value), forks);
    }

    /** What tables call it. */
    public String label() {
        return barrier.map(value -> method + " " + value.value()).orElse(method);
    }

    /** The same with the class before it, since methods of two classes can have one name. */
    String fullLabel() {
        return type.getSimpleName() + "." + label();
    }

    /** Matches the method and no other. */
    String pattern() {
        return "^" + type.getName().replace(".", "\\.") + "\\." + method + "$";
    }

    List<String> jvmArguments() {
        return barrier.map(Barrier::jvmArguments).orElse(List.of());
    }
}
