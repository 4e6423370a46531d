package io.lamina.processor.model;

import io.lamina.DataType;
import io.lamina.Input;
import io.lamina.Part;
import io.lamina.Reshape;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.Edge;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.diagnostic.Suggestions;
import io.lamina.processor.op.ApplyLayer;
import io.lamina.processor.op.BoundedLayer;
import io.lamina.processor.op.InputLayer;
import io.lamina.processor.op.Layer;
import io.lamina.processor.op.LayerRegistry;
import io.lamina.processor.op.ReshapeLayer;
import io.lamina.processor.shape.Symbols;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From declarations to nodes: reads shape texts, resolves names, makes layers, finds cycles. */
public final class ModelResolver {
    private final ModelDeclaration declaration;
    private final Report report;
    private final Map<String, NodeDeclaration> declared = new LinkedHashMap<>();
    /** Nodes about which a problem is reported; what reads them is left out without a word. */
    private final Set<String> broken = new HashSet<>();

    /** Whether the nodes of blocks are put in place of those that apply them. */
    private final boolean expands;

    private boolean hasInput;

    private ModelResolver(ModelDeclaration declaration, boolean expands, Report report) {
        this.declaration = declaration;
        this.expands = expands;
        this.report = report;
        declaration.nodes().forEach(node -> declared.put(node.name(), node));
        broken.addAll(declaration.failed());
    }

    public static Model resolve(ModelDeclaration declaration, Report report) {
        return new ModelResolver(declaration, true, report).resolve();
    }

    /** As {@link #resolve}, for a block that is looked at without its users: the blocks that it applies stay single nodes. */
    static Model resolveAlone(ModelDeclaration declaration, Report report) {
        return new ModelResolver(declaration, false, report).resolve();
    }

    private Model resolve() {
        Symbols symbols = declaration.symbols();
        hasInput = !declaration.failed().isEmpty()
                || declaration.nodes().stream().anyMatch(node -> isA(node, Input.class));
        if (!hasInput && !report.hasErrors()) {
            reportNoInput();
        }
        declared.values().forEach(this::checkEdges);
        Map<String, ModelNode> sorted = new LinkedHashMap<>();
        BlockUse use = BlockUse.model(symbols);
        for (NodeDeclaration node : sort()) {
            boolean usable = !broken.contains(node.name())
                    && node.edges().stream().noneMatch(edge -> broken.contains(edge.source()));
            if (usable && expands && BlockExpander.applies(node)) {
                List<ModelNode> expanded = new BlockExpander(declaration, node, report).expand();
                expanded.forEach(part -> sorted.put(part.name(), part));
                if (expanded.isEmpty()) {
                    broken.add(node.name());
                }
                continue;
            }
            Optional<Layer> layer = usable ? layer(node, symbols, sorted) : Optional.empty();
            if (layer.isPresent() && fitsArity(node, layer.get()) && fitsRoles(node, layer.get())) {
                List<String> reads = node.edges().stream().map(Edge::source).toList();
                sorted.put(node.name(), new ModelNode(node, layer.get(), reads, use));
            } else {
                broken.add(node.name());
            }
        }
        sorted.replaceAll(
                (name, node) -> node.layer() instanceof BoundedLayer layer ? node.with(layer.with(symbols)) : node);
        return new Model(declaration, symbols, List.copyOf(sorted.values()));
    }

    private void reportNoInput() {
        Optional<String> missing = declaration.nodes().stream()
                .flatMap(node -> node.edges().stream())
                .map(Edge::source)
                .filter(source -> !declared.containsKey(source))
                .findFirst();
        report.add(
                Code.NoInput,
                declaration.origin(),
                declaration.name() + ": has no input"
                        + missing.map(name -> ", and nothing else gives " + name)
                                .orElse("") + ".",
                "Declare one, such as @Input(\"28 28 1\") Tensor " + missing.orElse("image") + "();");
    }

    private static boolean isA(NodeDeclaration node, Class<?> annotation) {
        return node.layer().type() == annotation;
    }

    private static String shapeAttribute(NodeDeclaration node) {
        return isA(node, Input.class) ? node.layer().positional("shape") : "value";
    }

    private Optional<Layer> layer(NodeDeclaration node, Symbols symbols, Map<String, ModelNode> sorted) {
        Attributes attributes = node.layer();
        if (isA(node, Input.class)) {
            TensorType type = new TensorType(
                    attributes.constant("type", DataType.class), symbols.shape(attributes.text(shapeAttribute(node))));
            return Optional.of(new InputLayer(node.name(), type));
        }
        if (isA(node, Reshape.class)) {
            return Optional.of(new ReshapeLayer(symbols.shape(attributes.text("value"))));
        }
        if (isA(node, Part.class)) {
            return PartResolver.resolve(node, sorted, report);
        }
        if (BlockExpander.applies(node)) {
            return new BlockExpander(declaration, node, report).check().map(Layer.class::cast);
        }
        return LayerRegistry.layer(attributes, declaration.convention(), symbols);
    }

    private void checkEdges(NodeDeclaration node) {
        for (Edge edge : node.edges()) {
            if (edge.source().equals(node.name())) {
                problem(Code.Cycle, node, edge, "reads itself", "Read the node that comes before it.");
            } else if (declaration.failed().contains(edge.source())) {
                broken.add(node.name());
            } else if (!declared.containsKey(edge.source())) {
                reportUnknown(node, edge);
            }
        }
    }

    /** In a model without any input, a name that nothing resembles is most likely the missing one. */
    private void reportUnknown(NodeDeclaration node, Edge edge) {
        String suggestion = Suggestions.didYouMean(edge.source(), declared.keySet());
        if (suggestion.isEmpty() && !hasInput) {
            broken.add(node.name());
            return;
        }
        problem(
                Code.UnknownNode,
                node,
                edge,
                "reads '" + edge.source() + "', but there is no such node",
                suggestion.isEmpty()
                        ? "A parameter's name is the node that it reads; the nodes are "
                                + declared.keySet().stream()
                                        .filter(name -> !name.equals(node.name()))
                                        .collect(Collectors.joining(", "))
                                + "."
                        : suggestion.strip());
    }

    private void problem(Code code, NodeDeclaration node, Edge edge, String text, String remedy) {
        broken.add(node.name());
        report.add(code, edge.origin(), node.name() + ": " + text + ".", remedy);
    }

    /** The inputs of a block are checked with it. */
    private boolean fitsRoles(NodeDeclaration node, Layer layer) {
        return layer instanceof ApplyLayer || RoleCheck.fits(node, layer, report);
    }

    private boolean fitsArity(NodeDeclaration node, Layer layer) {
        if (layer instanceof ApplyLayer) {
            return true;
        }
        int given = node.edges().size() - node.roles().size();
        if (layer.arity().allows(given)) {
            return true;
        }
        report.add(
                Code.WrongNumberOfInputs,
                node.origin(),
                node.name() + ": @" + node.layer().name() + " reads "
                        + (layer.arity().most() == 0 ? "nothing" : layer.arity()) + ", but the method has "
                        + given + (given == 1 ? " parameter" : " parameters")
                        + (node.roles().isEmpty() ? "." : " beside those with a role."),
                layer.arity().most() == 0
                        ? "Remove the parameters: the caller gives an input."
                        : "Each parameter is a tensor to read, and its name is the node that it comes from.");
        return false;
    }

    /** Depth first, so that each node stands behind what it reads; a cycle is reported once, as its path. */
    private List<NodeDeclaration> sort() {
        List<NodeDeclaration> sorted = new ArrayList<>();
        Map<String, Boolean> finished = new HashMap<>();
        for (NodeDeclaration node : declared.values()) {
            visit(node, new ArrayList<>(), finished, sorted);
        }
        return sorted;
    }

    private void visit(
            NodeDeclaration node, List<String> path, Map<String, Boolean> finished, List<NodeDeclaration> sorted) {
        Boolean state = finished.get(node.name());
        if (Boolean.TRUE.equals(state)) {
            return;
        }
        if (Boolean.FALSE.equals(state)) {
            reportCycle(path.subList(path.indexOf(node.name()), path.size()), node);
            return;
        }
        finished.put(node.name(), false);
        path.add(node.name());
        for (Edge edge : node.edges()) {
            NodeDeclaration source = declared.get(edge.source());
            if (source != null && !source.name().equals(node.name())) {
                visit(source, path, finished, sorted);
            }
        }
        path.remove(path.size() - 1);
        finished.put(node.name(), true);
        sorted.add(node);
    }

    private void reportCycle(List<String> cycle, NodeDeclaration start) {
        if (cycle.stream().anyMatch(broken::contains)) {
            return;
        }
        broken.addAll(cycle);
        List<String> path = new ArrayList<>(cycle);
        path.add(start.name());
        report.add(
                Code.Cycle,
                start.origin(),
                start.name() + ": depends on itself: " + String.join(" reads ", path) + ".",
                "Let one of these nodes read something that comes before all of them.");
    }
}
