package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.Normalize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  normalize(x) + r or r + normalize(x), of one shape, the norm's result read by the sum alone
 * Result: one primitive that adds r before it stores
 * </pre>
 */
final class SumIntoNorm implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!isSum(node)) {
            return Optional.empty();
        }
        for (int i = 0; i < 2; i++) {
            Value normal = node.input(i);
            boolean fits = normal.producer().op() instanceof Normalize norm
                    && !norm.residual()
                    && norm.function().isLinear()
                    && graph.readOnce(normal);
            if (fits) {
                Normalize norm = (Normalize) normal.producer().op();
                List<Value> inputs = new ArrayList<>(normal.producer().inputs());
                inputs.add(node.input(1 - i));
                Normalize fused = new Normalize(norm.epsilon(), true, Activate.LINEAR);
                return Optional.of(builder.addAll(normal.producer().name(), fused, inputs));
            }
        }
        return Optional.empty();
    }

    /** Whether a node adds two tensors of one shape. */
    static boolean isSum(Node node) {
        return node.op().equals(Arithmetic.ADD)
                && node.input(0).type().equals(node.input(1).type());
    }
}
