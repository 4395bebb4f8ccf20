package dev.cilab.data;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Records as plain values: maps, lists, texts, Long, Double, Boolean, null. Expressions, JSON and YAML all see the same names.
 *
 * <p>A record of one component {@code value} is that value (a name type); an enum constant is its name in lower case with hyphens; an empty
 * Optional is absent; a duration is its seconds.
 */
public final class Plain {

    private Plain() {}

    public static Object of(Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> of(optional.orElse(null));
            case CharSequence text -> text.toString();
            case Boolean flag -> flag;
            case Double number -> number;
            case Float number -> number.doubleValue();
            case Number number -> number.longValue();
            case Duration duration -> duration.toMillis() / 1000.0;
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            case Map<?, ?> map -> map(map);
            case Collection<?> items -> list(items);
            case Record record -> record(record);
            default -> value.toString();
        };
    }

    /** The record's components in their order. */
    public static Map<String, Object> map(Record record) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = read(record, component);
            if (!(value instanceof Optional<?> optional) || optional.isPresent()) {
                map.put(component.getName(), of(value));
            }
        }
        return map;
    }

    private static Object record(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        boolean name = components.length == 1 && components[0].getName().equals("value");
        return name ? of(read(record, components[0])) : map(record);
    }

    private static List<Object> list(Collection<?> items) {
        List<Object> list = new ArrayList<>(items.size());
        items.forEach(item -> list.add(of(item)));
        return list;
    }

    private static Map<String, Object> map(Map<?, ?> values) {
        Map<String, Object> map = new LinkedHashMap<>();
        values.forEach((key, value) -> map.put(String.valueOf(of(key)), of(value)));
        return map;
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true); // a record may be private to its package
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
