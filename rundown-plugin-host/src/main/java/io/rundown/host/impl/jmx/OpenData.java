package io.rundown.host.impl.jmx;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.jspecify.annotations.Nullable;
import org.osgi.dto.DTO;

/**
 * Makes open data of DTOs and report records, one item for each field or component. A duration is in milliseconds, under a name that ends
 * with {@code Millis}, an instant is a date, and what has no open type is its text.
 */
final class OpenData {

    private static final Map<Class<?>, SimpleType<?>> SIMPLE = Map.of(
            String.class, SimpleType.STRING,
            long.class, SimpleType.LONG,
            Long.class, SimpleType.LONG,
            int.class, SimpleType.INTEGER,
            boolean.class, SimpleType.BOOLEAN,
            Duration.class, SimpleType.LONG,
            Instant.class, SimpleType.DATE);

    private OpenData() {}

    /** One item of a DTO or record. */
    private record Item(String name, Type type, AnnotatedElement source) {

        @Nullable
        Object valueIn(Object owner) {
            try {
                return source instanceof Field field ? field.get(owner) : ((Method) source).invoke(owner);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(owner.getClass() + " does not let its " + name + " be read", e);
            }
        }
    }

    /** One composite of a DTO or record. */
    static CompositeData of(Object value) {
        List<Item> items = items(value.getClass());
        try {
            return new CompositeDataSupport(
                    compositeType(value.getClass()),
                    items.stream().map(Item::name).toArray(String[]::new),
                    items.stream()
                            .map(item -> open(item.type(), item.valueIn(value)))
                            .toArray());
        } catch (OpenDataException e) {
            throw new IllegalStateException(value.getClass() + " has no open type", e);
        }
    }

    /** One composite each. */
    static CompositeData[] of(List<?> values) {
        return values.stream().map(OpenData::of).toArray(CompositeData[]::new);
    }

    private static List<Item> items(Class<?> type) {
        List<Item> items = new ArrayList<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                items.add(new Item(
                        name(component.getName(), component.getType()),
                        component.getGenericType(),
                        component.getAccessor()));
            }
        } else {
            for (Field field : type.getFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    items.add(new Item(name(field.getName(), field.getType()), field.getGenericType(), field));
                }
            }
        }
        return items;
    }

    private static String name(String name, Class<?> type) {
        return type == Duration.class ? name + "Millis" : name;
    }

    private static boolean isComposite(Type type) {
        return type instanceof Class<?> of
                && (DTO.class.isAssignableFrom(of)
                        || (of.isRecord() && of.getPackageName().equals("io.rundown.host")));
    }

    private static CompositeType compositeType(Class<?> type) throws OpenDataException {
        List<Item> items = items(type);
        String[] names = items.stream().map(Item::name).toArray(String[]::new);
        OpenType<?>[] types = new OpenType<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            types[i] = openType(items.get(i).type());
        }
        return new CompositeType(type.getName(), type.getSimpleName(), names, names, types);
    }

    private static OpenType<?> openType(Type type) throws OpenDataException {
        if (type instanceof ParameterizedType list) {
            return ArrayType.getArrayType(openType(list.getActualTypeArguments()[0]));
        }
        if (isComposite(type)) {
            return compositeType((Class<?>) type);
        }
        return type instanceof Class<?> of ? SIMPLE.getOrDefault(of, SimpleType.STRING) : SimpleType.STRING;
    }

    private static @Nullable Object open(Type type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> list) {
            Type of = ((ParameterizedType) type).getActualTypeArguments()[0];
            if (isComposite(of)) {
                return of(list);
            }
            Object[] opened = list.stream().map(element -> open(of, element)).toArray();
            return of == Long.class
                    ? Arrays.copyOf(opened, opened.length, Long[].class)
                    : Arrays.copyOf(opened, opened.length, String[].class);
        }
        if (isComposite(type)) {
            return of(value);
        }
        if (value instanceof Duration duration) {
            return duration.toMillis();
        }
        if (value instanceof Instant instant) {
            return Date.from(instant);
        }
        return type instanceof Class<?> of && SIMPLE.containsKey(of) ? value : value.toString();
    }
}
