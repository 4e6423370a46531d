package io.lamina.processor.ir;

import java.util.List;
import java.util.Optional;

/** One rewriting: looks at a node and what it reads, and may put other values in place of its results. */
public interface Rule {
    /** What the rule is called when stages are printed. */
    default String name() {
        return getClass().getSimpleName();
    }

    /**
     * Rewrites a node.
     *
     * @param graph the graph as it was before this pass: patterns are matched on it
     * @param builder the graph being made; it takes the old graph's values as inputs
     * @return what stands for the node's results from here on, or nothing where the rule does not apply
     */
    Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder);
}
