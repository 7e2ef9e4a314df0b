package io.rundown.benchmarks.footprint;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jol.vm.VM;

/**
 * The objects that can be reached from another, up to threads, classes, class loaders and constants,
 * which are not part of it whoever refers to them. JOL's own graph would go on through them.
 */
final class Reachable {

    private final Set<Object> objects;

    private Reachable(Set<Object> objects) {
        this.objects = objects;
    }

    static Reachable from(Object root) {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> unseen = new ArrayDeque<>();
        visit(root, found, unseen);
        while (!unseen.isEmpty()) {
            Object object = unseen.remove();
            if (object instanceof Object[] elements) {
                for (Object element : elements) {
                    visit(element, found, unseen);
                }
            } else if (!object.getClass().isArray()) {
                visitFields(object, found, unseen);
            }
        }
        return new Reachable(found);
    }

    private static void visitFields(Object object, Set<Object> found, Deque<Object> unseen) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            if (type == Reference.class) {
                // its other fields are the collector's
                visit(((Reference<?>) object).get(), found, unseen);
                return;
            }
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    visit(read(field, object), found, unseen);
                }
            }
        }
    }

    private static void visit(@Nullable Object object, Set<Object> found, Deque<Object> unseen) {
        if (object != null && !isBoundary(object) && found.add(object)) {
            unseen.add(object);
        }
    }

    private static boolean isBoundary(Object object) {
        return object instanceof Thread
                || object instanceof Class<?>
                || object instanceof ClassLoader
                || object instanceof Enum<?>;
    }

    /** Needs the packages of the JDK that are met on the way to be open. */
    private static @Nullable Object read(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }

    /** Those that cannot be reached from the other root. */
    Reachable without(Reachable other) {
        Set<Object> rest = Collections.newSetFromMap(new IdentityHashMap<>());
        rest.addAll(objects);
        rest.removeIf(other.objects::contains);
        return new Reachable(rest);
    }

    /** What they take, with headers and alignment, but each without what it refers to. */
    long bytes() {
        return objects.stream().mapToLong(VM.current()::sizeOf).sum();
    }
}
