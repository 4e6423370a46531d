package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  activate_gradient(dense_backward_input(dy, W), x), the product read by it alone
 * Result: one primitive that goes over the product while it is in the caches
 * </pre>
 */
final class ActivationGradientIntoProduct implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        boolean fits = node.op() instanceof Activate.Gradient
                && graph.readOnce(node.input(0))
                && node.input(0).producer().op() instanceof Dense.BackwardInput product
                && product.function().isLinear();
        if (!fits) {
            return Optional.empty();
        }
        Activate function = ((Activate.Gradient) node.op()).activate();
        List<Value> inputs = new ArrayList<>(node.input(0).producer().inputs());
        inputs.add(node.input(1));
        return Optional.of(builder.addAll(node.name(), new Dense.BackwardInput(function), inputs));
    }
}
