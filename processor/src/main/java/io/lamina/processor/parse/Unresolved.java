package io.lamina.processor.parse;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/**
 * Finds out whether a model names types or constants that do not exist, or not yet: another processor may generate them in
 * this round.
 */
final class Unresolved {
    private Unresolved() {}

    static boolean isIn(TypeElement model) {
        return hasUnresolvedAnnotation(model)
                || NodeMethods.lineage(model).stream()
                        .anyMatch(type -> type.getInterfaces().stream().anyMatch(t -> t.getKind() == TypeKind.ERROR)
                                || ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                                        .anyMatch(Unresolved::isIn));
    }

    private static boolean isIn(ExecutableElement method) {
        List<? extends VariableElement> parameters = method.getParameters();
        return method.getReturnType().getKind() == TypeKind.ERROR
                || hasUnresolvedAnnotation(method)
                || parameters.stream()
                        .anyMatch(p -> p.asType().getKind() == TypeKind.ERROR || hasUnresolvedAnnotation(p));
    }

    private static boolean hasUnresolvedAnnotation(Element element) {
        return element.getAnnotationMirrors().stream().anyMatch(Unresolved::isUnresolved);
    }

    private static boolean isUnresolved(AnnotationMirror mirror) {
        return mirror.getAnnotationType().getKind() == TypeKind.ERROR
                || LayerAnnotations.findAny(mirror.getAnnotationType().toString())
                        .filter(type -> !AttributeReader.isResolved(mirror, type))
                        .isPresent();
    }
}
