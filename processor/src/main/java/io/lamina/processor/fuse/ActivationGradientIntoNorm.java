package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.BatchNormGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  batch_norm_gradient(g, x) with g = activate_gradient(dy, y), of whose readers this is the first
 * Result: one primitive that makes g while it sums; others read it from there, such as the other branch of a residual sum
 * </pre>
 */
final class ActivationGradientIntoNorm implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        boolean fits = node.op() instanceof BatchNormGradient norm
                && norm.function().isLinear()
                && node.input(0).producer().op() instanceof Activate.Gradient
                && !graph.leaves(node.input(0))
                && graph.readers(node.input(0)).get(0) == node;
        if (!fits) {
            return Optional.empty();
        }
        Node inner = node.input(0).producer();
        Activate function = ((Activate.Gradient) inner.op()).activate();
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.set(0, inner.input(0));
        inputs.add(inner.input(1));
        BatchNormGradient fused = new BatchNormGradient(((BatchNormGradient) node.op()).epsilon(), function);
        List<Value> results = builder.addAll(node.name(), fused, inputs);
        builder.replace(inner, List.of(results.get(5)));
        return Optional.of(results.subList(0, 5));
    }
}
