package io.lamina.processor.layout;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Dropout;
import io.lamina.processor.op.Reshape;
import io.lamina.processor.op.Transpose;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * <pre>
 * Given:  f(transpose(x)), f(transpose(x), transpose(y)) or the same with reshape, f element by element
 * Result: transpose(f(x)), transpose(f(x, y)); it comes nearer to where it cancels or folds
 * </pre>
 */
final class SinkBelowElementwise implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        boolean elementwise = node.op() instanceof Primitive.Elementwise
                && node.results().size() == 1
                && node.inputs().stream()
                        .allMatch(v -> v.type().equals(node.results().get(0).type()));
        if (!elementwise) {
            return Optional.empty();
        }
        Set<Primitive> moves = new HashSet<>();
        Set<Object> sourceTypes = new HashSet<>();
        for (Value input : node.inputs()) {
            Primitive op = input.producer().op();
            boolean movable = (op instanceof Transpose || op instanceof Reshape) && graph.readOnce(input);
            if (!movable) {
                return Optional.empty();
            }
            moves.add(op);
            sourceTypes.add(input.producer().input(0).type());
        }
        if (moves.size() != 1 || sourceTypes.size() != 1) {
            return Optional.empty();
        }
        Primitive move = moves.iterator().next();
        Optional<Primitive> moved = node.op() instanceof Dropout dropout
                ? dropout.inFrontOf(move).map(Primitive.class::cast)
                : Optional.of(node.op());
        if (moved.isEmpty()) {
            return Optional.empty();
        }
        Value[] sources = node.inputs().stream().map(v -> v.producer().input(0)).toArray(Value[]::new);
        Value computed = builder.add(node.name(), moved.get(), sources);
        return Optional.of(List.of(builder.add(node.name(), move, computed)));
    }
}
