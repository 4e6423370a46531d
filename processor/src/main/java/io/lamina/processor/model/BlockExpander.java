package io.lamina.processor.model;

import io.lamina.Apply;
import io.lamina.Input;
import io.lamina.Reshape;
import io.lamina.processor.declaration.Arguments;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.BlockDeclaration;
import io.lamina.processor.declaration.Edge;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.AppliedOrigin;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Diagnostic;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.op.ApplyLayer;
import io.lamina.processor.shape.SymbolCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a block's nodes in place of the node that applies it: named by their path, {@code body.3.conv1}, with numbers in place of
 * arguments. The applying node stays as what reads the block's outputs. What comes behind knows no blocks.
 */
final class BlockExpander {
    private final ModelDeclaration user;
    private final NodeDeclaration node;
    private final Report report;

    /**
     * The expansion of one node.
     *
     * @param user the model, or the block with numbers in place of arguments, that the node is in
     */
    BlockExpander(ModelDeclaration user, NodeDeclaration node, Report report) {
        this.user = user;
        this.node = node;
        this.report = report;
    }

    static boolean applies(NodeDeclaration node) {
        return node.layer().type() == Apply.class;
    }

    /** The block's nodes as often as they are applied, and the node itself; none where something is wrong. */
    List<ModelNode> expand() {
        Optional<BlockDeclaration> found = UsableBlock.find(user.blocks(), node, report);
        if (found.isEmpty()) {
            return List.of();
        }
        BlockDeclaration block = found.get();
        ApplyOptions options = new ApplyOptions(node, block, user.constants(), report);
        Optional<Map<String, Edge>> inputs = BlockInputBinding.bind(node, block, report);
        if (!options.check() || inputs.isEmpty()) {
            return List.of();
        }
        return filled(block, options.values())
                .map(text -> repeat(text, inputs.get()))
                .orElse(List.of());
    }

    /** The node alone, for a block that is looked at without its users; none where something is wrong. */
    Optional<ApplyLayer> check() {
        Optional<BlockDeclaration> found = UsableBlock.find(user.blocks(), node, report);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean options = new ApplyOptions(node, found.get(), user.constants(), report).check();
        boolean inputs = BlockInputBinding.bind(node, found.get(), report).isPresent();
        return options && inputs ? Optional.of(new ApplyLayer(BlockOutputs.of(found.get()))) : Optional.empty();
    }

    /** The block with numbers in place of its arguments. */
    private Optional<ModelDeclaration> filled(BlockDeclaration block, Map<String, Double> values) {
        Arguments arguments = Arguments.of(block.constants(), values);
        List<NodeDeclaration> nodes = new ArrayList<>();
        NodeDeclaration current = null;
        try {
            Map<String, Integer> constants = arguments.in(block.constants());
            for (NodeDeclaration declared : block.nodes()) {
                current = declared;
                Optional<Attributes> assertion = declared.assertion().isPresent()
                        ? Optional.of(arguments.in(declared.assertion().get()))
                        : Optional.empty();
                nodes.add(declared.with(arguments.in(declared.layer()), assertion));
            }
            return symbols(block, nodes, constants);
        } catch (Arguments.InvalidException e) {
            Origin place = current == null ? block.origin() : current.layer().origin();
            String inside = current == null ? block.name() : BlockUse.join(node.name(), current.name());
            report.add(
                    Code.InvalidArgument,
                    new AppliedOrigin(node.layer().origin(), place),
                    inside + ": " + e.getMessage() + ".",
                    e.remedy());
            return Optional.empty();
        }
    }

    private Optional<ModelDeclaration> symbols(
            BlockDeclaration block, List<NodeDeclaration> nodes, Map<String, Integer> constants) {
        Report inner = new Report();
        SymbolCollector collector = new SymbolCollector(constants, true, inner);
        for (NodeDeclaration declared : nodes) {
            if (declared.layer().type() == Input.class) {
                String attribute = declared.layer().positional("shape");
                collector.introduce(
                        declared.name(),
                        declared.layer().text(attribute),
                        declared.layer().origin().attribute(attribute));
            }
        }
        for (NodeDeclaration declared : nodes) {
            usedTexts(declared)
                    .forEach(text -> collector.use(
                            declared.name(), text.text("value"), text.origin().attribute("value")));
        }
        inner.diagnostics().forEach(this::addFromInside);
        if (inner.hasErrors()) {
            return Optional.empty();
        }
        return Optional.of(new ModelDeclaration(
                "",
                block.name(),
                false,
                user.convention(),
                Optional.empty(),
                constants,
                nodes,
                block.failed(),
                collector.symbols(),
                user.blocks(),
                block.origin()));
    }

    private static List<Attributes> usedTexts(NodeDeclaration declared) {
        List<Attributes> texts = new ArrayList<>(declared.assertion().stream().toList());
        if (declared.layer().type() == Reshape.class) {
            texts.add(declared.layer());
        }
        return texts;
    }

    /** A message about the block's inside, at the node that applies it. */
    private void addFromInside(Diagnostic inside) {
        report.add(new Diagnostic(
                inside.code(),
                new AppliedOrigin(node.layer().origin(), inside.origin()),
                BlockUse.join(node.name(), inside.text()),
                inside.trail(),
                inside.remedy()));
    }

    private List<ModelNode> repeat(ModelDeclaration text, Map<String, Edge> inputs) {
        Report inner = new Report();
        Model block = ModelResolver.resolve(text, inner);
        inner.diagnostics().forEach(this::addFromInside);
        if (inner.hasErrors()) {
            return List.of();
        }
        List<String> outputs = BlockOutputs.of(text);
        List<ModelNode> nodes = new ArrayList<>();
        int times = node.layer().integer("times");
        boolean indexed = node.layer().isGiven("times");
        Map<String, Edge> sources = new LinkedHashMap<>(inputs);
        String path = "";
        for (int index = 0; index < times; index++) {
            path = indexed ? node.name() + "." + index : node.name();
            nodes.addAll(new BlockCopy(node, path, use(path, index, indexed, block), first(index)).of(block, sources));
            String carried = BlockUse.join(path, outputs.get(0));
            Map.Entry<String, Edge> first = sources.entrySet().iterator().next();
            first.setValue(new Edge(carried, first.getValue().origin()));
        }
        String last = path;
        List<Edge> results = outputs.stream()
                .map(name -> new Edge(BlockUse.join(last, name), node.origin()))
                .toList();
        nodes.add(new ModelNode(
                node.reading(results),
                new ApplyLayer(outputs),
                results.stream().map(Edge::source).toList(),
                BlockUse.model(user.symbols())));
        return nodes;
    }

    /** The path of the first repetition, for the later ones. */
    private Optional<String> first(int index) {
        return index == 0 ? Optional.empty() : Optional.of(node.name() + ".0");
    }

    private BlockUse use(String path, int index, boolean indexed, Model block) {
        boolean shared = node.layer().flag("shared");
        String prefix = node.weightName().map(name -> name.text("value")).orElse(node.name());
        String suffix = indexed && !shared ? "." + index : "";
        return new BlockUse(path, prefix + suffix, node.name() + suffix, block.symbols());
    }
}
