package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.Arithmetic;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  f(a + b), f(a - b) or f(a * b), of one shape, the inner result read by f alone
 * Result: one primitive that applies f before it stores
 * </pre>
 */
final class ActivationIntoArithmetic implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof Activate function) || !graph.readOnce(node.input(0))) {
            return Optional.empty();
        }
        Node inner = node.input(0).producer();
        boolean fits = inner.op() instanceof Arithmetic arithmetic
                && arithmetic.function().isLinear()
                && inner.input(0).type().equals(inner.input(1).type());
        if (!fits) {
            return Optional.empty();
        }
        Arithmetic fused = new Arithmetic(((Arithmetic) inner.op()).kind(), function);
        return Optional.of(builder.addAll(inner.name(), fused, inner.inputs()));
    }
}
