package io.lamina.processor.layout;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Concat;
import io.lamina.processor.op.Transpose;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  concat(transpose(x), transpose(y), ...) with one and the same transpose
 * Result: transpose(concat(x, y, ...)) along the axis where that dimension was
 * </pre>
 */
final class SinkBelowConcat implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof Concat concat)
                || !(node.input(0).producer().op() instanceof Transpose transpose)
                || transpose.permutation().size() < -concat.axis()) {
            return Optional.empty();
        }
        boolean same = node.inputs().stream().allMatch(v -> v.producer().op().equals(transpose) && graph.readOnce(v));
        if (!same) {
            return Optional.empty();
        }
        int rank = transpose.permutation().size();
        int axis = transpose.permutation().get(rank + concat.axis()) - rank;
        Value[] sources = node.inputs().stream().map(v -> v.producer().input(0)).toArray(Value[]::new);
        Value joined = builder.add(node.name(), new Concat(axis), sources);
        return Optional.of(List.of(builder.add(node.name(), transpose, joined)));
    }
}
