package io.lamina.processor.parse;

import io.lamina.Convention;
import io.lamina.Model;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.BlockDeclaration;
import io.lamina.processor.declaration.BlockFile;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.ElementOrigin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.shape.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** The first stage: an annotated interface becomes a declaration, and what is wrong with its form is reported. */
public final class ModelParser {
    private final Elements elements;
    private final Predicate<TypeElement> inSource;

    /**
     * A parser.
     *
     * @param inSource whether a type stands in a source of this compilation
     */
    public ModelParser(Elements elements, Predicate<TypeElement> inSource) {
        this.elements = elements;
        this.inSource = inSource;
    }

    /** What the methods of a block read, to be kept in the class beside it. */
    public BlockFile blockFile(TypeElement type) {
        return new BlockFile(
                elements.getPackageOf(type).getQualifiedName().toString(),
                joinedName(type),
                isPublic(type),
                BlockEdges.text(new NodeMethods(type, new Report()).methods()));
    }

    /** Reads a block that is no model itself, with all blocks that it applies. */
    public ParsedBlock parseBlock(TypeElement type, Report report) {
        BlockParser blocks = new BlockParser(elements, inSource);
        ElementOrigin origin = ElementOrigin.of(type, type);
        boolean isInterface = checkForm(type, "block", origin, report);
        BlockDeclaration block = blocks.parse(type, report);
        blocks.readAppliedBy(block.nodes());
        return new ParsedBlock(block, blocks.blocks(), !isInterface || blocks.resolved());
    }

    /** Reads a model, with all blocks that it applies. */
    public ParsedModel parse(TypeElement type, Report report) {
        ElementOrigin origin = ElementOrigin.of(type, type);
        Optional<Attributes> model = annotation(type).flatMap(m -> AttributeReader.read(m, Model.class, origin));
        boolean isInterface = checkForm(type, "model", origin, report);
        if (!isInterface || model.isEmpty()) {
            return new ParsedModel(
                    declaration(
                            type, model, Map.of(), List.of(), Set.of(joinedName(type)), Symbols.NONE, Map.of(), origin),
                    !isInterface);
        }
        NodeMethods methods = new NodeMethods(type, report);
        Set<String> failed = new LinkedHashSet<>(methods.failed());
        List<NodeDeclaration> nodes = new ArrayList<>();
        NodeParser parser = new NodeParser(type, BlockEdges.NONE, report);
        for (ExecutableElement method : methods.methods()) {
            Optional<NodeDeclaration> node = parser.parse(method);
            node.ifPresentOrElse(
                    nodes::add, () -> failed.add(method.getSimpleName().toString()));
        }
        ModelConstants constants = ModelConstants.of(type);
        ShapeTexts texts = new ShapeTexts(nodes, constants, failed.isEmpty(), report);
        boolean resolved = !Unresolved.isIn(type)
                && nodes.stream().noneMatch(node -> ShapeTexts.hasValuelessConstant(node, constants));
        nodes.removeIf(node -> texts.failed().contains(node.name()));
        failed.addAll(texts.failed());
        BlockParser blocks = new BlockParser(elements, inSource);
        blocks.readAppliedBy(nodes);
        return new ParsedModel(
                declaration(type, model, constants.values(), nodes, failed, texts.symbols(), blocks.blocks(), origin),
                resolved && blocks.resolved());
    }

    private static boolean checkForm(TypeElement type, String role, ElementOrigin origin, Report report) {
        String name = type.getSimpleName().toString();
        if (type.getKind() != ElementKind.INTERFACE) {
            report.add(
                    Code.NotAnInterface,
                    origin,
                    name + ": a " + role + " is an interface, not " + kind(type.getKind()) + ".",
                    "Declare it as interface " + name + " with one abstract method for each node.");
            return false;
        }
        if (!type.getTypeParameters().isEmpty()) {
            report.add(
                    Code.GenericModel,
                    origin,
                    name + ": a " + role + " has no type parameters.",
                    "Remove <"
                            + type.getTypeParameters().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", "))
                            + ">: what flows between nodes is a Tensor.");
        }
        return true;
    }

    private static String kind(ElementKind kind) {
        String word = kind == ElementKind.ANNOTATION_TYPE
                ? "annotation type"
                : kind.name().toLowerCase(Locale.ROOT);
        return ("aeiou".indexOf(word.charAt(0)) < 0 ? "a " : "an ") + word;
    }

    private ModelDeclaration declaration(
            TypeElement type,
            Optional<Attributes> model,
            Map<String, Integer> constants,
            List<NodeDeclaration> nodes,
            Set<String> failed,
            Symbols symbols,
            Map<String, BlockDeclaration> blocks,
            ElementOrigin origin) {
        return new ModelDeclaration(
                elements.getPackageOf(type).getQualifiedName().toString(),
                joinedName(type),
                isPublic(type),
                model.map(m -> m.constant("convention", Convention.class)).orElse(Convention.KERAS),
                model.filter(m -> m.isGiven("stream")),
                constants,
                nodes,
                failed,
                symbols,
                blocks,
                origin);
    }

    private static Optional<AnnotationMirror> annotation(TypeElement type) {
        return type.getAnnotationMirrors().stream()
                .filter(mirror -> mirror.getAnnotationType().toString().equals(Model.class.getName()))
                .<AnnotationMirror>map(mirror -> mirror)
                .findFirst();
    }

    static String joinedName(TypeElement type) {
        String name = type.getSimpleName().toString();
        return type.getEnclosingElement() instanceof TypeElement outer ? joinedName(outer) + "_" + name : name;
    }

    private static boolean isPublic(TypeElement type) {
        for (Element place = type; place instanceof TypeElement; place = place.getEnclosingElement()) {
            if (!place.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }
}
