package io.lamina.processor.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nodes in an order in which each stands behind what it reads, and the values that leave. */
public final class Graph {
    private final String name;
    private final List<Node> nodes;
    private final List<Output> outputs;
    private final Map<Value, List<Node>> readers = new HashMap<>();
    private final Set<Value> leaving = new HashSet<>();

    Graph(String name, List<Node> nodes, List<Output> outputs) {
        this.name = name;
        this.nodes = List.copyOf(nodes);
        this.outputs = List.copyOf(outputs);
        for (Node node : nodes) {
            for (Value input : node.inputs()) {
                readers.computeIfAbsent(input, v -> new ArrayList<>()).add(node);
            }
        }
        outputs.forEach(output -> leaving.add(output.value()));
    }

    public String name() {
        return name;
    }

    public List<Node> nodes() {
        return nodes;
    }

    public List<Output> outputs() {
        return outputs;
    }

    /** The nodes that read a value, in order; one that reads it twice stands here twice. */
    public List<Node> readers(Value value) {
        return readers.getOrDefault(value, List.of());
    }

    public boolean leaves(Value value) {
        return leaving.contains(value);
    }

    /** Whether one node alone reads this value, once, and it does not leave the graph. */
    public boolean readOnce(Value value) {
        return readers(value).size() == 1 && !leaves(value);
    }

    /** Whether anybody needs this value. */
    public boolean isRead(Value value) {
        return leaves(value) || !readers(value).isEmpty();
    }

    /** This graph without the nodes whose results nobody needs. */
    public Graph withoutDeadNodes() {
        Set<Node> live = new HashSet<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            boolean needed = node.op() instanceof Primitive.Effect
                    || node.results().stream()
                            .anyMatch(v -> leaves(v) || readers(v).stream().anyMatch(live::contains));
            if (needed) {
                live.add(node);
            }
        }
        GraphBuilder builder = new GraphBuilder(name);
        for (Node node : nodes) {
            if (live.contains(node)) {
                builder.copy(node);
            }
        }
        return builder.build(outputs);
    }

    @Override
    public String toString() {
        return GraphPrinter.print(this);
    }
}
