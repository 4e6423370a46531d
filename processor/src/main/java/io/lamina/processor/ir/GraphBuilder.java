package io.lamina.processor.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a graph node by node. Graphs never change: a pass copies one into a builder and puts other nodes where it means
 * to; values of the old graph stand for their copies.
 */
public final class GraphBuilder {
    private final String name;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Value, Value> copies = new HashMap<>();
    private final Map<Primitive, Node> sources = new HashMap<>();

    public GraphBuilder(String name) {
        this.name = name;
    }

    /** Adds a primitive with one result (or whose first is wanted). */
    public Value add(String node, Primitive op, Value... inputs) {
        return addAll(node, op, Arrays.asList(inputs)).get(0);
    }

    /** Adds a primitive; inputs may be values of this graph or of the one that is copied. */
    public List<Value> addAll(String node, Primitive op, List<Value> inputs) {
        if (op instanceof Primitive.Source && sources.containsKey(op)) {
            return sources.get(op).results();
        }
        Node made = new Node(
                nodes.size(), node, op, inputs.stream().map(this::current).toList());
        nodes.add(made);
        if (op instanceof Primitive.Source) {
            sources.put(op, made);
        }
        return made.results();
    }

    /** Copies a node of another graph, reading the copies of what it reads there. */
    public List<Value> copy(Node node) {
        List<Value> made = addAll(node.name(), node.op(), node.inputs());
        replace(node, made);
        return made;
    }

    /** Lets values of this graph stand for a node's results from here on. */
    public void replace(Node node, List<Value> replacements) {
        for (int k = 0; k < replacements.size(); k++) {
            copies.put(node.results().get(k), replacements.get(k));
        }
    }

    /** The value of this graph that stands for one of another. */
    public Value current(Value value) {
        return copies.getOrDefault(value, value);
    }

    public Graph build(List<Output> outputs) {
        return new Graph(
                name,
                nodes,
                outputs.stream().map(o -> o.with(current(o.value()))).toList());
    }

    /** The nodes so far. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }
}
