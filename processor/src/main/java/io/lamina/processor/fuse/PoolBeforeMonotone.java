package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.MaxPool2d;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  max_pool(f(x)) or max_pool(x + bias), f never falling, the inner result read by the pool alone
 * Result: f(max_pool(x)), max_pool(x) + bias: the same values from a quarter of the work, and the pool stands behind
 *         its convolution
 * </pre>
 */
final class PoolBeforeMonotone implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof MaxPool2d)
                || !graph.readOnce(node.input(0))
                || graph.isRead(node.results().get(1))) {
            return Optional.empty();
        }
        Node inner = node.input(0).producer();
        Primitive op = inner.op();
        boolean monotone = op instanceof Activate activate && activate.isMonotone();
        boolean bias =
                op.equals(Arithmetic.ADD) && inner.input(1).type().shape().rank() == 1;
        if (!monotone && !bias) {
            return Optional.empty();
        }
        List<Value> pooled = builder.addAll(node.name(), node.op(), List.of(inner.input(0)));
        Value result = bias
                ? builder.add(inner.name(), op, pooled.get(0), inner.input(1))
                : builder.add(inner.name(), op, pooled.get(0));
        return Optional.of(List.of(result, pooled.get(1)));
    }
}
