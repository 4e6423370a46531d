package io.lamina.processor.ir;

import java.util.List;
import java.util.Optional;

/** Applies an ordered list of rules until none of them finds anything. */
public final class Rewriter {
    private static final int MOST_PASSES = 1000;

    private Rewriter() {}

    public static Graph rewrite(Graph graph, List<Rule> rules) {
        Graph current = graph.withoutDeadNodes();
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            boolean changed = false;
            for (Rule rule : rules) {
                Optional<Graph> next = once(current, rule);
                if (next.isPresent()) {
                    current = next.get();
                    changed = true;
                }
            }
            if (!changed) {
                return current;
            }
        }
        throw new IllegalStateException("rewriting of " + graph.name() + " does not end; rules " + rules);
    }

    private static Optional<Graph> once(Graph graph, Rule rule) {
        GraphBuilder builder = new GraphBuilder(graph.name());
        boolean changed = false;
        for (Node node : graph.nodes()) {
            Optional<List<Value>> replacement = rule.apply(node, graph, builder);
            if (replacement.isPresent()) {
                builder.replace(
                        node, replacement.get().stream().map(builder::current).toList());
                changed = true;
            } else {
                builder.copy(node);
            }
        }
        return changed ? Optional.of(builder.build(graph.outputs()).withoutDeadNodes()) : Optional.empty();
    }
}
