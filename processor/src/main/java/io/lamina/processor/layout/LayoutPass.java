package io.lamina.processor.layout;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Rewriter;
import io.lamina.processor.ir.Rule;
import java.util.List;
import java.util.Set;

/**
 * Memory layouts. Images lie channels last inside the generated code; layers of a channels-first model bring a transpose
 * on either side, and these rules cancel them against each other and fold the rest into weights where that is possible.
 */
public final class LayoutPass {
    private LayoutPass() {}

    /**
     * Applies the rules.
     *
     * @param pinned names of weights that must keep the layout they were declared with
     */
    public static Graph apply(Graph graph, Set<String> pinned) {
        List<Rule> rules = List.of(
                new CancelTransposes(),
                new TransposeOfUnitSizes(),
                new MergeReshapes(),
                new SinkBelowElementwise(),
                new SinkBelowConcat(),
                new FoldIntoDense(pinned));
        return Rewriter.rewrite(graph, rules);
    }
}
