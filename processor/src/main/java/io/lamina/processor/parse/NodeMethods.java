package io.lamina.processor.parse;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.ElementOrigin;
import io.lamina.processor.diagnostic.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/**
 * Finds the methods that are a model's nodes, one of each name: those of extended interfaces first, in the order in which
 * they are extended, then the model's own. A method that is declared again replaces the inherited one.
 */
final class NodeMethods {
    private final TypeElement model;
    private final Report report;
    private final Map<String, ExecutableElement> byName = new LinkedHashMap<>();
    private final Set<String> failed = new LinkedHashSet<>();

    NodeMethods(TypeElement model, Report report) {
        this.model = model;
        this.report = report;
        for (TypeElement type : lineage(model)) {
            ElementFilter.methodsIn(type.getEnclosedElements()).forEach(this::add);
        }
        failed.forEach(byName::remove);
    }

    /** The methods, in the order that the generated classes' arguments follow. */
    Collection<ExecutableElement> methods() {
        return byName.values();
    }

    /** Names of methods that cannot be nodes, which is reported. */
    Set<String> failed() {
        return failed;
    }

    /** An interface behind all that it extends, each once. */
    static List<TypeElement> lineage(TypeElement type) {
        Set<TypeElement> all = new LinkedHashSet<>();
        collect(type, all);
        return new ArrayList<>(all);
    }

    private static void collect(TypeElement type, Set<TypeElement> all) {
        for (var extended : type.getInterfaces()) {
            if (extended instanceof DeclaredType declared
                    && declared.asElement() instanceof TypeElement element
                    && !all.contains(element)) {
                collect(element, all);
            }
        }
        all.add(type);
    }

    private void add(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        if (!method.getModifiers().contains(Modifier.ABSTRACT)) {
            reportBody(method, name);
            return;
        }
        ExecutableElement known = byName.get(name);
        if (known == null || overrides(method, known)) {
            byName.put(name, method);
        } else {
            reportSecond(method, known, name);
        }
    }

    /**
     * Whether a method is declared again in an interface that extends the other's. All parameters being tensors, their
     * number is the whole signature.
     */
    private static boolean overrides(ExecutableElement method, ExecutableElement known) {
        return method.getParameters().size() == known.getParameters().size()
                && !method.getEnclosingElement().equals(known.getEnclosingElement())
                && method.getEnclosingElement() instanceof TypeElement owner
                && lineage(owner).stream().anyMatch(known.getEnclosingElement()::equals);
    }

    private void reportBody(ExecutableElement method, String name) {
        String kind = method.getModifiers().contains(Modifier.STATIC)
                ? "static"
                : method.getModifiers().contains(Modifier.PRIVATE) ? "private" : "default";
        failed.add(name);
        report.add(
                Code.MethodHasBody,
                ElementOrigin.of(method, model),
                name + ": a " + kind + " method is no node.",
                "Each method of a model is one node and has no body. Move other code into another class.");
    }

    private void reportSecond(ExecutableElement method, ExecutableElement known, String name) {
        failed.add(name);
        boolean sameOwner = method.getEnclosingElement().equals(known.getEnclosingElement());
        String text = sameOwner
                ? name + ": two methods have this name."
                : name + ": both " + known.getEnclosingElement().getSimpleName() + " and "
                        + method.getEnclosingElement().getSimpleName() + " declare a node of this name.";
        report.add(
                Code.OverloadedNode,
                ElementOrigin.of(method, model),
                text,
                "A method's name is its node's name: give each its own.");
    }
}
