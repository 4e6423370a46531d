package io.lamina.processor.diagnostic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A place in a Java source: an annotation's value, else the annotation, else the parameter, method or interface.
 *
 * @param element what is annotated, or stands for itself
 * @param annotation the annotation, for places within one
 * @param value the value, for places within an annotation that is given one
 * @param model the model's interface: a method that it inherits may be silenced there as well
 */
public record ElementOrigin(
        Element element, Optional<AnnotationMirror> annotation, Optional<AnnotationValue> value, TypeElement model)
        implements Origin {
    private static final Set<String> ALL = Set.of("lamina", "all");

    public static ElementOrigin of(Element element, TypeElement model) {
        return new ElementOrigin(element, Optional.empty(), Optional.empty(), model);
    }

    /** An annotation of the same element. */
    public ElementOrigin in(AnnotationMirror mirror) {
        return new ElementOrigin(element, Optional.of(mirror), Optional.empty(), model);
    }

    @Override
    public ElementOrigin attribute(String name) {
        for (AnnotationMirror mirror : annotation.stream().toList()) {
            for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> given :
                    mirror.getElementValues().entrySet()) {
                if (given.getKey().getSimpleName().contentEquals(name)) {
                    return new ElementOrigin(element, annotation, Optional.of(given.getValue()), model);
                }
            }
        }
        return this;
    }

    @Override
    public boolean suppresses(Code code) {
        return suppresses(element, code) || suppresses(model, code);
    }

    @Override
    public String shown() {
        Element method = element.getKind() == ElementKind.PARAMETER ? element.getEnclosingElement() : element;
        return method.getKind() == ElementKind.METHOD
                ? method.getEnclosingElement().getSimpleName() + "." + method.getSimpleName()
                : method.getSimpleName().toString();
    }

    private static boolean suppresses(Element innermost, Code code) {
        for (Element place = innermost; place != null; place = place.getEnclosingElement()) {
            SuppressWarnings suppressed = place.getAnnotation(SuppressWarnings.class);
            if (suppressed != null) {
                List<String> names = Arrays.asList(suppressed.value());
                if (names.contains(code.name()) || names.stream().anyMatch(ALL::contains)) {
                    return true;
                }
            }
        }
        return false;
    }
}
