package io.lamina.processor.layout;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Reshape;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  reshape of a reshape, or to the shape that is there already
 * Result: one reshape, or none
 * </pre>
 */
final class MergeReshapes implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof Reshape)) {
            return Optional.empty();
        }
        Value source = node.input(0);
        if (source.type().equals(node.results().get(0).type())) {
            return Optional.of(List.of(source));
        }
        if (source.producer().op() instanceof Reshape) {
            return Optional.of(List.of(
                    builder.add(node.name(), node.op(), source.producer().input(0))));
        }
        return Optional.empty();
    }
}
