package io.lamina.processor.layout;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Transpose;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  transpose(p) of transpose(q), or transpose of the identity
 * Result: one transpose, or none
 * </pre>
 */
final class CancelTransposes implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof Transpose outer)) {
            return Optional.empty();
        }
        Node source = node.input(0).producer();
        if (outer.isIdentity()) {
            return Optional.of(List.of(node.input(0)));
        }
        boolean same = source.op() instanceof Transpose inner
                && inner.permutation().size() == outer.permutation().size();
        if (!same) {
            return Optional.empty();
        }
        Transpose both = outer.after((Transpose) source.op());
        return Optional.of(List.of(builder.add(node.name(), both, source.input(0))));
    }
}
