package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.Normalize;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  f(normalize(x)), the norm's result read by f alone
 * Result: one primitive that applies f before it stores
 * </pre>
 */
final class ActivationIntoNorm implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        boolean fits = node.op() instanceof Activate
                && graph.readOnce(node.input(0))
                && node.input(0).producer().op() instanceof Normalize norm
                && norm.function().isLinear();
        if (!fits) {
            return Optional.empty();
        }
        Node inner = node.input(0).producer();
        Normalize norm = (Normalize) inner.op();
        Normalize fused = new Normalize(norm.epsilon(), norm.residual(), (Activate) node.op());
        return Optional.of(builder.addAll(inner.name(), fused, inner.inputs()));
    }
}
