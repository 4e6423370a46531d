package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  f(product), the product read by f alone; in training that is so where the derivative is computed from the result
 * Result: one primitive that applies f before it stores
 * </pre>
 */
final class ActivationIntoProduct implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof Activate activate)) {
            return Optional.empty();
        }
        return Product.behind(node.input(0), graph)
                .filter(product -> product.function().isLinear())
                .map(product -> product.withFunction(activate, builder));
    }
}
