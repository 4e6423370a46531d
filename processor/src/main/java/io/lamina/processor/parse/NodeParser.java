package io.lamina.processor.parse;

import io.lamina.As;
import io.lamina.From;
import io.lamina.Frozen;
import io.lamina.Name;
import io.lamina.Output;
import io.lamina.Shape;
import io.lamina.Tensor;
import io.lamina.Tied;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.Edge;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.ElementOrigin;
import io.lamina.processor.diagnostic.Report;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads one abstract method as a node. */
final class NodeParser {
    private final TypeElement model;
    private final BlockEdges known;
    private final Report report;

    /** With what a binary block's methods read, as far as that is known. */
    NodeParser(TypeElement model, BlockEdges known, Report report) {
        this.model = model;
        this.known = known;
        this.report = report;
    }

    /** The node, or nothing where the method's form is wrong, which is reported here or by the Java compiler. */
    Optional<NodeDeclaration> parse(ExecutableElement method) {
        ElementOrigin origin = ElementOrigin.of(method, model);
        boolean signature = checkSignature(method, origin);
        Optional<Attributes> layer = layer(method, origin);
        Optional<List<Edge>> edges = edges(method);
        Optional<AnnotationMirror> shape = annotation(method, Shape.class);
        Optional<AnnotationMirror> name = annotation(method, Name.class);
        Optional<Attributes> assertion = shape.flatMap(mirror -> AttributeReader.read(mirror, Shape.class, origin));
        Optional<Attributes> weightName = name.flatMap(mirror -> AttributeReader.read(mirror, Name.class, origin));
        Optional<AnnotationMirror> tie = annotation(method, Tied.class);
        Optional<Attributes> tied = tie.flatMap(mirror -> AttributeReader.read(mirror, Tied.class, origin));
        boolean readable = shape.isPresent() == assertion.isPresent()
                && name.isPresent() == weightName.isPresent()
                && tie.isPresent() == tied.isPresent();
        if (!signature || !readable || layer.isEmpty() || edges.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NodeDeclaration(
                nameOf(method),
                layer.get(),
                edges.get(),
                assertion,
                weightName,
                tied,
                annotation(method, Output.class).isPresent(),
                annotation(method, Frozen.class).isPresent(),
                origin));
    }

    private boolean checkSignature(ExecutableElement method, ElementOrigin origin) {
        boolean correct = true;
        String name = nameOf(method);
        Optional<String> reserved = ReservedNames.reason(name);
        if (reserved.isPresent()) {
            correct = false;
            report.add(
                    Code.ReservedName,
                    origin,
                    name + ": no node can have this name: " + reserved.get() + ".",
                    "Choose another name; @Name(\"" + name + "\") keeps it in weight files.");
        }
        if (!method.getTypeParameters().isEmpty()) {
            correct = false;
            report.add(
                    Code.GenericModel,
                    origin,
                    name + ": a node has no type parameters.",
                    "Remove the type parameters: what flows between nodes is a Tensor.");
        }
        if (!isTensor(method.getReturnType())) {
            correct = false;
            if (!isReportedElsewhere(method.getReturnType())) {
                report.add(
                        Code.WrongReturnType,
                        origin,
                        name + ": a node returns a Tensor, not " + shown(method.getReturnType()) + ".",
                        "Declare it as Tensor " + name + "(…).");
            }
        }
        return correct;
    }

    private Optional<Attributes> layer(ExecutableElement method, ElementOrigin origin) {
        List<AnnotationMirror> layers = method.getAnnotationMirrors().stream()
                .filter(mirror -> type(mirror).isPresent())
                .collect(Collectors.toList());
        if (layers.isEmpty()) {
            reportMissingLayer(method, origin);
            return Optional.empty();
        }
        if (layers.size() > 1) {
            report.add(
                    Code.TwoLayers,
                    origin.in(layers.get(1)),
                    nameOf(method) + ": has more than one layer: "
                            + layers.stream().map(NodeParser::shown).collect(Collectors.joining(", ")) + ".",
                    "A method is one node: declare one method for each layer, the second reading the first.");
            return Optional.empty();
        }
        AnnotationMirror mirror = layers.get(0);
        return AttributeReader.read(mirror, type(mirror).orElseThrow(), origin)
                .filter(attributes -> checkPositional(attributes, nameOf(method)));
    }

    private void reportMissingLayer(ExecutableElement method, ElementOrigin origin) {
        boolean unresolved = method.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().getKind() == TypeKind.ERROR);
        if (!unresolved) {
            report.add(
                    Code.MissingLayer,
                    origin,
                    nameOf(method) + ": has no layer annotation.",
                    "Say what it computes, for example @Dense(10), or @Input(\"28 28 1\") where it comes from outside.");
        }
    }

    private boolean checkPositional(Attributes attributes, String node) {
        Optional<String> other = LayerAnnotations.longForm(attributes.type());
        if (other.isEmpty()) {
            return true;
        }
        boolean positional = attributes.isGiven("value");
        boolean named = attributes.isGiven(other.get());
        if (positional && named) {
            report.add(
                    Code.ConflictingAttributes,
                    attributes.origin().attribute(other.get()),
                    node + ": @" + attributes.name() + " gives its " + other.get() + " twice, as value and as "
                            + other.get() + ".",
                    "Keep one of the two.");
            return false;
        }
        if (!positional && !named && !LayerAnnotations.isPositionalOptional(attributes.type())) {
            report.add(
                    Code.MissingAttribute,
                    attributes.origin(),
                    node + ": @" + attributes.name() + " does not say its " + other.get() + ".",
                    "Write @" + attributes.name() + "(…) or @" + attributes.name() + "(" + other.get() + " = …).");
            return false;
        }
        return true;
    }

    private Optional<List<Edge>> edges(ExecutableElement method) {
        List<Edge> edges = new ArrayList<>();
        int position = 0;
        boolean correct = true;
        for (VariableElement parameter : method.getParameters()) {
            ElementOrigin origin = ElementOrigin.of(parameter, model);
            correct &= checkParameter(method, parameter, origin);
            Optional<AnnotationMirror> as = annotation(parameter, As.class);
            Optional<Attributes> role = as.flatMap(mirror -> AttributeReader.read(mirror, As.class, origin));
            correct &= as.isPresent() == role.isPresent();
            Optional<AnnotationMirror> from = annotation(parameter, From.class);
            if (from.isPresent()) {
                Optional<Attributes> read = AttributeReader.read(from.get(), From.class, origin);
                read.ifPresent(a ->
                        edges.add(new Edge(a.text("value"), role, a.origin().attribute("value"))));
                correct &= read.isPresent();
            } else if (known.source(method, position).isPresent()) {
                edges.add(new Edge(known.source(method, position).get(), role, origin));
            } else if (isLost(method, parameter, position)) {
                reportLostNames(method, origin);
                return Optional.empty();
            } else {
                edges.add(new Edge(nameOf(parameter), role, origin));
            }
            position++;
        }
        return correct ? Optional.of(edges) : Optional.empty();
    }

    private boolean checkParameter(ExecutableElement method, VariableElement parameter, ElementOrigin origin) {
        TypeMirror type = parameter.asType();
        if (isTensor(type)) {
            return true;
        }
        if (!isReportedElsewhere(type)) {
            report.add(
                    Code.WrongParameterType,
                    origin,
                    nameOf(method) + ": its parameter " + nameOf(parameter) + " is no Tensor but " + shown(type) + ".",
                    "A parameter names a node that is read: Tensor " + nameOf(parameter)
                            + ". Numbers belong into the annotation.");
        }
        return false;
    }

    /** Whether a parameter comes from a class file that holds no parameter names. */
    private boolean isLost(ExecutableElement method, VariableElement parameter, int position) {
        return !method.getEnclosingElement().equals(model) && nameOf(parameter).equals("arg" + position);
    }

    /** Whether no parameter of all methods has a name of its own, as in most class files. */
    static boolean areNamesLost(Collection<ExecutableElement> methods) {
        boolean any = false;
        for (ExecutableElement method : methods) {
            for (int i = 0; i < method.getParameters().size(); i++) {
                VariableElement parameter = method.getParameters().get(i);
                boolean named = annotation(parameter, From.class).isPresent();
                if (!named && !nameOf(parameter).equals("arg" + i)) {
                    return false;
                }
                any |= !named;
            }
        }
        return any;
    }

    private void reportLostNames(ExecutableElement method, ElementOrigin origin) {
        Element owner = method.getEnclosingElement();
        report.add(
                Code.LostParameterNames,
                origin,
                nameOf(method) + ": comes from " + owner.getSimpleName()
                        + ", whose class file does not hold the names of its parameters.",
                "Compile " + owner.getSimpleName() + " with -parameters, or give its parameters @From(\"…\").");
    }

    private static Optional<Class<? extends Annotation>> type(AnnotationMirror mirror) {
        return LayerAnnotations.find(qualifiedName(mirror));
    }

    private static Optional<AnnotationMirror> annotation(Element element, Class<? extends Annotation> type) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> qualifiedName(mirror).equals(type.getName()))
                .<AnnotationMirror>map(mirror -> mirror)
                .findFirst();
    }

    private static String qualifiedName(AnnotationMirror mirror) {
        return ((TypeElement) mirror.getAnnotationType().asElement())
                .getQualifiedName()
                .toString();
    }

    private static boolean isTensor(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED && type.toString().equals(Tensor.class.getName());
    }

    /** An unresolved type by the Java compiler, a type variable as {@link Code#GenericModel}. */
    private static boolean isReportedElsewhere(TypeMirror type) {
        return type.getKind() == TypeKind.ERROR || type.getKind() == TypeKind.TYPEVAR;
    }

    private static String nameOf(Element element) {
        return element.getSimpleName().toString();
    }

    private static String shown(AnnotationMirror mirror) {
        return "@" + nameOf(mirror.getAnnotationType().asElement());
    }

    private static String shown(TypeMirror type) {
        return type.toString().replaceFirst("^java\\.lang\\.", "");
    }
}
