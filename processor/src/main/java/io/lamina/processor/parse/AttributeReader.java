package io.lamina.processor.parse;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.ElementOrigin;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.SimpleAnnotationValueVisitor14;

/** Reads what a user gave in an annotation. Values that the Java compiler could not resolve make it unreadable. */
final class AttributeReader {
    private AttributeReader() {}

    /** The attributes, or nothing where a value is unresolved or missing: the Java compiler reports that itself. */
    static Optional<Attributes> read(
            AnnotationMirror mirror, Class<? extends Annotation> type, ElementOrigin annotated) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (var entry : mirror.getElementValues().entrySet()) {
            String name = entry.getKey().getSimpleName().toString();
            Optional<Object> value = member(type, name).flatMap(member -> value(entry.getValue(), member));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            given.put(name, value.get());
        }
        boolean complete = Arrays.stream(type.getDeclaredMethods())
                .allMatch(member -> member.getDefaultValue() != null || given.containsKey(member.getName()));
        return complete ? Optional.of(new Attributes(type, given, annotated.in(mirror))) : Optional.empty();
    }

    /** Whether the Java compiler knows all values that are given. */
    static boolean isResolved(AnnotationMirror mirror, Class<? extends Annotation> type) {
        return mirror.getElementValues().entrySet().stream()
                .allMatch(given -> member(type, given.getKey().getSimpleName().toString())
                        .flatMap(member -> value(given.getValue(), member))
                        .isPresent());
    }

    private static Optional<Method> member(Class<? extends Annotation> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(member -> member.getName().equals(name))
                .findFirst();
    }

    private static Optional<Object> value(AnnotationValue value, Method member) {
        return Optional.ofNullable(value.accept(new Reader(member.getReturnType()), null));
    }

    /** Gives null for a value that is not of its member's type, as unresolved ones are not. */
    private static final class Reader extends SimpleAnnotationValueVisitor14<Object, Void> {
        /** What javac's mirror holds in place of a text that it could not compute. */
        private static final String UNRESOLVED = "<error>";

        private final Class<?> type;

        Reader(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object visitInt(int number, Void none) {
            return type == int.class ? (Object) number : type == double.class ? (Object) (double) number : null;
        }

        @Override
        public Object visitDouble(double number, Void none) {
            return type == double.class ? number : null;
        }

        @Override
        public Object visitBoolean(boolean flag, Void none) {
            return type == boolean.class ? flag : null;
        }

        @Override
        public Object visitString(String text, Void none) {
            return type == String.class && !text.equals(UNRESOLVED) ? text : null;
        }

        @Override
        public Object visitEnumConstant(VariableElement constant, Void none) {
            String name = constant.getSimpleName().toString();
            boolean known = type.isEnum()
                    && Arrays.stream(type.getEnumConstants())
                            .anyMatch(c -> ((Enum<?>) c).name().equals(name));
            return known ? name : null;
        }

        @Override
        public Object visitType(TypeMirror named, Void none) {
            return type == Class.class && named.getKind() == TypeKind.DECLARED ? named.toString() : null;
        }

        @Override
        public Object visitArray(List<? extends AnnotationValue> values, Void none) {
            List<Object> read = new ArrayList<>();
            for (AnnotationValue value : values) {
                Object element = value.accept(new Reader(type.getComponentType()), null);
                if (element == null) {
                    return null;
                }
                read.add(element);
            }
            return List.copyOf(read);
        }
    }
}
