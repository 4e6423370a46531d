package io.lamina.processor.parse;

import io.lamina.Apply;
import io.lamina.Block;
import io.lamina.processor.declaration.BlockDeclaration;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.ElementOrigin;
import io.lamina.processor.diagnostic.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads blocks, from source or from class files, and those that they apply. */
final class BlockParser {
    private final Elements elements;
    private final Predicate<TypeElement> inSource;
    private final Map<String, BlockDeclaration> blocks = new LinkedHashMap<>();
    private boolean resolved = true;

    BlockParser(Elements elements, Predicate<TypeElement> inSource) {
        this.elements = elements;
        this.inSource = inSource;
    }

    /** Reads all blocks that the nodes apply. What is wrong in a block is reported where it is declared. */
    void readAppliedBy(Collection<NodeDeclaration> nodes) {
        for (NodeDeclaration node : nodes) {
            if (node.layer().type() == Apply.class) {
                String name = node.layer().text("value");
                TypeElement type = elements.getTypeElement(name);
                if (type == null) {
                    resolved = false;
                } else if (!blocks.containsKey(name)) {
                    blocks.put(name, parse(type, new Report()));
                    readAppliedBy(blocks.get(name).nodes());
                }
            }
        }
    }

    /** All blocks so far, by qualified name. */
    Map<String, BlockDeclaration> blocks() {
        return blocks;
    }

    /** Whether everything that they name exists. */
    boolean resolved() {
        return resolved;
    }

    /** Reads one block, reporting what is wrong with its form. */
    BlockDeclaration parse(TypeElement type, Report report) {
        String name = type.getSimpleName().toString();
        ElementOrigin origin = ElementOrigin.of(type, type);
        boolean isBlock = type.getKind() == ElementKind.INTERFACE && type.getAnnotation(Block.class) != null;
        if (!isBlock) {
            return new BlockDeclaration(name, false, true, Map.of(), List.of(), Set.of(), "", origin);
        }
        resolved &= !Unresolved.isIn(type);
        Methods methods = methods(type, report);
        Set<String> failed = new LinkedHashSet<>(methods.failed());
        NodeParser parser = new NodeParser(type, methods.edges(), report);
        List<NodeDeclaration> nodes = new ArrayList<>();
        for (ExecutableElement method : methods.inOrder()) {
            parser.parse(method)
                    .ifPresentOrElse(
                            nodes::add, () -> failed.add(method.getSimpleName().toString()));
        }
        ModelConstants constants = ModelConstants.of(type);
        resolved &= nodes.stream().noneMatch(node -> ShapeTexts.hasValuelessConstant(node, constants));
        if (!methods.lost()) {
            ShapeTexts texts = new ShapeTexts(nodes, constants, failed.isEmpty(), report);
            nodes.removeIf(node -> texts.failed().contains(node.name()));
            failed.addAll(texts.failed());
        }
        return new BlockDeclaration(
                name,
                true,
                inSource.test(type),
                constants.values(),
                nodes,
                failed,
                methods.lost() ? lost(type) : "",
                origin);
    }

    /**
     * The methods of a block.
     *
     * @param lost whether nothing tells what they read
     */
    private record Methods(Collection<ExecutableElement> inOrder, Set<String> failed, BlockEdges edges, boolean lost) {}

    private Methods methods(TypeElement type, Report report) {
        NodeMethods methods = new NodeMethods(type, report);
        if (inSource.test(type)) {
            return new Methods(methods.methods(), methods.failed(), BlockEdges.NONE, false);
        }
        BlockEdges edges = BlockEdges.of(type, elements);
        boolean lost = !edges.matches(methods.methods()) && NodeParser.areNamesLost(methods.methods());
        return new Methods(edges.sorted(methods.methods()), methods.failed(), edges, lost);
    }

    private static String lost(TypeElement type) {
        String name = BlockEdges.className(type);
        return "the class file of " + type.getSimpleName() + " does not hold what its nodes read, and there is no "
                + name + " beside it";
    }
}
