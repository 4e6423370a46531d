package io.lamina.processor.ir;

import java.util.HashSet;
import java.util.Set;

/** Holds a graph against its invariants; stands between any two passes, so a broken pass is named at once. */
public final class GraphVerifier {
    private GraphVerifier() {}

    /**
     * Checks a graph.
     *
     * @param after the pass that made it
     * @throws IllegalStateException naming the pass, the node and what is wrong
     */
    public static Graph verify(Graph graph, String after) {
        Set<Value> known = new HashSet<>();
        int expectedId = 0;
        for (Node node : graph.nodes()) {
            check(node.id() == expectedId++, after, node, "its id is not its position");
            for (Value input : node.inputs()) {
                check(known.contains(input), after, node, "it reads " + input + ", which does not stand before it");
            }
            check(
                    node.op()
                            .results(node.inputTypes())
                            .equals(node.results().stream().map(Value::type).toList()),
                    after,
                    node,
                    "its results do not have the types that its inputs give");
            known.addAll(node.results());
        }
        for (Output output : graph.outputs()) {
            if (!known.contains(output.value())) {
                throw new IllegalStateException("after " + after + ": output " + output.name() + " has no value");
            }
        }
        return graph;
    }

    private static void check(boolean holds, String after, Node node, String problem) {
        if (!holds) {
            throw new IllegalStateException("after " + after + ": " + GraphPrinter.line(node) + ": " + problem);
        }
    }
}
