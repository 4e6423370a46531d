package io.lamina.processor.layout;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Dense;
import io.lamina.processor.op.Reshape;
import io.lamina.processor.op.Transpose;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * <pre>
 * Given:  dense(flatten(transpose(x)), W)
 * Result: dense(flatten(x), W'), where W' is W with its rows in x's order, in memory alone
 * </pre>
 *
 * @param pinned names of weights that other modes do not fold, so that no mode may
 */
record FoldIntoDense(Set<String> pinned) implements Rule {
    @Override
    public String name() {
        return "FoldIntoDense";
    }

    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof Dense)
                || !(node.input(0).producer().op() instanceof Reshape)
                || !(node.input(1).producer().op() instanceof Sources.Weight weight)) {
            return Optional.empty();
        }
        Node flatten = node.input(0).producer();
        Parameter parameter = weight.parameter();
        boolean foldable = flatten.input(0).producer().op() instanceof Transpose
                && graph.readOnce(node.input(1))
                && parameter.split().size() == 2
                && !pinned.contains(parameter.name());
        if (!foldable) {
            return Optional.empty();
        }
        Transpose transpose = (Transpose) flatten.input(0).producer().op();
        Shape transposed = flatten.input(0).type().shape();
        int rank = transpose.permutation().size();
        Shape flat = transposed.leading(rank).append(transposed.trailing(rank).size());
        if (!flat.equals(node.input(0).type().shape())) {
            return Optional.empty();
        }
        Value source = flatten.input(0).producer().input(0);
        Value x = builder.add(flatten.name(), new Reshape(flat), source);
        List<Integer> sizes =
                transposed.trailing(rank).dims().stream().map(Dim::asInt).toList();
        Parameter folded = fold(parameter, sizes, transpose.inverse().permutation());
        Value w = builder.add(node.input(1).producer().name(), new Sources.Weight(folded));
        return Optional.of(List.of(builder.add(node.name(), node.op(), x, w)));
    }

    /** The rows of the weight, viewed with the transposed sizes, in the order in which the source has them. */
    private static Parameter fold(Parameter parameter, List<Integer> sizes, List<Integer> order) {
        int rows = parameter.permutation().get(0);
        List<Integer> split = new ArrayList<>(parameter.split());
        split.subList(rows, rows + 1).clear();
        split.addAll(rows, sizes);
        List<Integer> permutation = new ArrayList<>();
        order.forEach(i -> permutation.add(rows + i));
        permutation.add(rows == 0 ? sizes.size() : 0);
        return new Parameter(
                parameter.name(),
                parameter.group(),
                parameter.file(),
                List.copyOf(split),
                List.copyOf(permutation),
                parameter.memory(),
                parameter.initial());
    }
}
