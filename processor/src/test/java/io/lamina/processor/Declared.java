package io.lamina.processor;

import io.lamina.Apply;
import io.lamina.As;
import io.lamina.Convention;
import io.lamina.Input;
import io.lamina.Tied;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.BlockDeclaration;
import io.lamina.processor.declaration.Edge;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.shape.SymbolCollector;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A model that a test declares without an interface, node by node. */
final class Declared {
    static final String PACKAGE = "declared";

    private final String name;
    private final Convention convention;
    private final List<NodeDeclaration> nodes = new ArrayList<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private final Map<String, Integer> constants = new LinkedHashMap<>();
    private final Map<String, BlockDeclaration> blocks = new LinkedHashMap<>();
    private final Report report = new Report();
    private final SymbolCollector symbols = new SymbolCollector(Map.of(), true, report);

    private Declared(String name, Convention convention) {
        this.name = name;
        this.convention = convention;
    }

    static Declared model(String name, Convention convention) {
        return new Declared(name, convention);
    }

    Declared input(String input, String shape) {
        return input(input, shape, Map.of("value", shape));
    }

    /** Labels from 0 to below {@code classCount}. */
    Declared labels(String input, String shape, int classCount) {
        classes.put(input, classCount);
        return input(input, shape, Map.of("value", shape, "type", "INT32"));
    }

    private Declared input(String input, String shape, Map<String, Object> attributes) {
        if (!symbols.introduce(input, shape, Origin.NONE)) {
            throw new IllegalArgumentException(report.diagnostics().toString());
        }
        return node(input, Input.class, attributes);
    }

    Declared node(String node, Class<? extends Annotation> layer, Map<String, Object> attributes, String... reads) {
        nodes.add(new NodeDeclaration(
                node,
                new Attributes(layer, attributes, Origin.NONE),
                Arrays.stream(reads).map(Declared::edge).toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Origin.NONE));
        return this;
    }

    /** {@code x}, or {@code lengths:steps} for what {@code @As("lengths") Tensor steps} says. */
    private static Edge edge(String read) {
        int colon = read.indexOf(':');
        return colon < 0
                ? new Edge(read, Origin.NONE)
                : new Edge(
                        read.substring(colon + 1),
                        Optional.of(new Attributes(As.class, Map.of("value", read.substring(0, colon)), Origin.NONE)),
                        Origin.NONE);
    }

    /** A node that applies a block, which is declared as a model is. */
    Declared apply(String node, Declared block, Map<String, Object> attributes, String... reads) {
        blocks.putAll(block.blocks);
        blocks.put(
                block.name,
                new BlockDeclaration(block.name, true, false, block.constants, block.nodes, Set.of(), "", new Place()));
        Map<String, Object> all = new LinkedHashMap<>(attributes);
        all.put("value", block.name);
        return node(node, Apply.class, all, reads);
    }

    /** A constant of the interface. */
    Declared constant(String constant, int value) {
        constants.put(constant, value);
        return this;
    }

    /** A place of its own: blocks are told from each other by where they stand. */
    private static final class Place implements Origin {
        @Override
        public Origin attribute(String attribute) {
            return this;
        }

        @Override
        public boolean suppresses(Code code) {
            return false;
        }
    }

    /** Marks the last node. */
    Declared output() {
        return replaceLast(true, last().frozen());
    }

    /** Marks the last node. */
    Declared frozen() {
        return replaceLast(last().output(), true);
    }

    private NodeDeclaration last() {
        return nodes.get(nodes.size() - 1);
    }

    /** Ties the last node's weight to another's. */
    Declared tied(String owner) {
        return replaceLast(
                last().output(),
                last().frozen(),
                Optional.of(new Attributes(Tied.class, Map.of("to", owner), Origin.NONE)));
    }

    private Declared replaceLast(boolean output, boolean frozen) {
        return replaceLast(output, frozen, last().tied());
    }

    private Declared replaceLast(boolean output, boolean frozen, Optional<Attributes> tied) {
        NodeDeclaration node = last();
        nodes.set(
                nodes.size() - 1,
                new NodeDeclaration(
                        node.name(),
                        node.layer(),
                        node.edges(),
                        node.assertion(),
                        node.weightName(),
                        tied,
                        output,
                        frozen,
                        node.origin()));
        return this;
    }

    String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }

    List<NodeDeclaration> nodes() {
        return List.copyOf(nodes);
    }

    /** For each input that holds labels, how many classes there are. */
    Map<String, Integer> classes() {
        return Map.copyOf(classes);
    }

    ModelDeclaration build() {
        return build(nodes);
    }

    /** The same model with its methods in another order. */
    ModelDeclaration build(List<NodeDeclaration> order) {
        return new ModelDeclaration(
                PACKAGE,
                name,
                true,
                convention,
                Optional.empty(),
                Map.of(),
                order,
                Set.of(),
                symbols.symbols(),
                blocks,
                Origin.NONE);
    }
}
