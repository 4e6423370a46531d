package io.lamina.processor.declaration;

import io.lamina.processor.diagnostic.Origin;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An annotation as a user wrote it: what was given, told from what is a default. Given values are {@code Integer},
 * {@code Double}, {@code Boolean}, {@code String}, the name of an enum constant or of a class, or a list of these.
 */
public final class Attributes {
    private final Class<? extends Annotation> type;
    private final Map<String, Object> given;
    private final Origin origin;

    public Attributes(Class<? extends Annotation> type, Map<String, Object> given, Origin origin) {
        this.type = type;
        this.given = Map.copyOf(given);
        this.origin = origin;
    }

    /** The annotation's simple name, such as {@code Conv2d}. */
    public String name() {
        return type.getSimpleName();
    }

    public Class<? extends Annotation> type() {
        return type;
    }

    /** The annotation itself as a place to point at; {@code origin().attribute("kernel")} is one value of it. */
    public Origin origin() {
        return origin;
    }

    /** Whether the annotation has such an attribute at all. */
    public boolean has(String attribute) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(member -> member.getName().equals(attribute));
    }

    public boolean isGiven(String attribute) {
        return given.containsKey(attribute);
    }

    /** The name under which a user gave the positional argument: {@code value}, or its long form. */
    public String positional(String longForm) {
        return isGiven("value") ? "value" : longForm;
    }

    public int integer(String attribute) {
        return (Integer) value(attribute);
    }

    public double number(String attribute) {
        return ((Number) value(attribute)).doubleValue();
    }

    public boolean flag(String attribute) {
        return (Boolean) value(attribute);
    }

    public String text(String attribute) {
        return (String) value(attribute);
    }

    public List<Integer> integers(String attribute) {
        Object value = value(attribute);
        if (value instanceof int[] array) {
            return Arrays.stream(array).boxed().toList();
        }
        if (value instanceof Integer single) {
            return List.of(single);
        }
        return ((List<?>) value).stream().map(Integer.class::cast).toList();
    }

    public List<String> texts(String attribute) {
        Object value = value(attribute);
        return value instanceof String[] array
                ? List.of(array)
                : ((List<?>) value).stream().map(String.class::cast).toList();
    }

    /** All numbers that are given. */
    List<Double> numbers() {
        return givenValues()
                .filter(Number.class::isInstance)
                .map(number -> ((Number) number).doubleValue())
                .toList();
    }

    /** All texts that are given. */
    List<String> strings() {
        return givenValues()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private Stream<?> givenValues() {
        return given.values().stream()
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value));
    }

    /** What a value becomes. */
    interface Replacement {
        Object of(Object value) throws Arguments.InvalidException;
    }

    /** The same annotation with other values, those of lists one by one. */
    Attributes replaced(Replacement replacement) throws Arguments.InvalidException {
        Map<String, Object> values = new HashMap<>();
        for (Map.Entry<String, Object> entry : given.entrySet()) {
            if (entry.getValue() instanceof List<?> list) {
                List<Object> elements = new ArrayList<>();
                for (Object element : list) {
                    elements.add(replacement.of(element));
                }
                values.put(entry.getKey(), List.copyOf(elements));
            } else {
                values.put(entry.getKey(), replacement.of(entry.getValue()));
            }
        }
        return new Attributes(type, values, origin);
    }

    /** The same annotation with empty texts. */
    public Attributes withoutTexts() {
        Map<String, Object> values = new HashMap<>(given);
        values.replaceAll((member, value) -> memberType(member) == String.class ? "" : value);
        return new Attributes(type, values, origin);
    }

    /** The same annotation at another place. */
    public Attributes at(Origin place) {
        return new Attributes(type, given, place);
    }

    public <E extends Enum<E>> E constant(String attribute, Class<E> enumeration) {
        Object value = value(attribute);
        return enumeration.isInstance(value) ? enumeration.cast(value) : Enum.valueOf(enumeration, value.toString());
    }

    private Object value(String attribute) {
        if (given.containsKey(attribute)) {
            return given.get(attribute);
        }
        Object value = member(attribute).getDefaultValue();
        if (value == null) {
            throw new IllegalStateException("@" + name() + " lacks its attribute " + attribute);
        }
        return value;
    }

    private Class<?> memberType(String attribute) {
        return member(attribute).getReturnType();
    }

    private Method member(String attribute) {
        try {
            return type.getDeclaredMethod(attribute);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("@" + name() + " has no attribute " + attribute, e);
        }
    }

    /** As in the source, with what was given alone: {@code @Conv2d(filters = 32, kernel = 3)}. */
    @Override
    public String toString() {
        if (given.isEmpty()) {
            return "@" + name();
        }
        if (given.size() == 1 && isGiven("value")) {
            return "@" + name() + "(" + literal("value", given.get("value")) + ")";
        }
        return Arrays.stream(type.getDeclaredMethods())
                .map(Method::getName)
                .filter(given::containsKey)
                .sorted(Comparator.comparingInt(Attributes::order).thenComparing(Comparator.naturalOrder()))
                .map(member -> member + " = " + literal(member, given.get(member)))
                .collect(Collectors.joining(", ", "@" + name() + "(", ")"));
    }

    private static final List<String> USUAL_ORDER = List.of(
            "value",
            "filters",
            "units",
            "shape",
            "size",
            "rate",
            "kernel",
            "stride",
            "padding",
            "pad",
            "dilation",
            "groups",
            "axis",
            "activation",
            "times",
            "with",
            "shared");

    private static int order(String member) {
        int index = USUAL_ORDER.indexOf(member);
        return index < 0 ? USUAL_ORDER.size() : index;
    }

    private String literal(String member, Object value) {
        if (value instanceof String name && memberType(member) == Class.class) {
            return name.substring(name.lastIndexOf('.') + 1) + ".class";
        }
        boolean isText = memberType(member) == String.class || memberType(member) == String[].class;
        if (value instanceof String && isText) {
            return "\"" + value + "\"";
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e9) {
            return Long.toString(number.longValue());
        }
        if (value instanceof List<?> list) {
            return list.size() == 1
                    ? literal(member, list.get(0))
                    : list.stream()
                            .map(element -> literal(member, element))
                            .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }
}
