package dev.cilab.lab;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How a lab file may use a probe.
 *
 * @param sides      what {@code on:} may name besides nodes, e.g. {@code cilium}, {@code router}
 * @param arguments  the probe's own arguments; any other key is a field expectation
 * @param components the names that an expression sees
 * @param rows       the component that is the list of rows; empty when the observation is itself the one row
 * @param key        the field of a row that {@code expect:} lists, e.g. {@code node}
 * @param fields     the fields of a row; a row field named {@code on} says in which place of {@code on:} it was seen
 */
public record ProbeSpec(
        String verb,
        List<String> sides,
        Set<String> arguments,
        List<String> components,
        String rows,
        String key,
        List<String> fields) {

    public ProbeSpec {
        sides = List.copyOf(sides);
        arguments = Set.copyOf(arguments);
        components = List.copyOf(components);
        fields = List.copyOf(fields);
    }

    /** Reads components, rows and fields off the record that the probe observes: its first list of records holds the rows. */
    public static ProbeSpec of(
            String verb, List<String> sides, Set<String> arguments, Class<? extends Record> observation, String key) {
        String rows = "";
        Class<?> row = observation;
        for (RecordComponent component : observation.getRecordComponents()) {
            Class<?> element = elementOf(component.getGenericType());
            if (rows.isEmpty() && element != null && element.isRecord()) {
                rows = component.getName();
                row = element;
            }
        }
        return new ProbeSpec(verb, sides, arguments, names(observation), rows, key, names(row));
    }

    private static Class<?> elementOf(Type type) {
        boolean list = type instanceof ParameterizedType parameterized && parameterized.getRawType() == List.class;
        return list && ((ParameterizedType) type).getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : null;
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
