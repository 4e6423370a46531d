package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.Normalize;
import io.lamina.processor.shape.Dim;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  normalize(product(x, W) + b), b absent or a row, both results read by the next step alone, and
 *         not many more weights than results of one sample
 * Result: product(x, W * s) + (beta - (mean - b) * s) with s = gamma / sqrt(variance + epsilon), computed once where weights stay, else at each call:
 *         a pass over the weights in place of one over the result, and the sum is a bias like any other
 * </pre>
 */
final class NormIntoProduct implements Rule {
    private static final Arithmetic SUBTRACT = new Arithmetic(Arithmetic.Kind.SUBTRACT);

    /** For each result of a sample: scaling more weights than that costs one sample more than it gains. */
    private static final long MOST_WEIGHTS = 4;

    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof Normalize norm)) {
            return Optional.empty();
        }
        Optional<Value> bias = BiasIntoProduct.row(node.input(0).producer()).filter(b -> graph.readOnce(node.input(0)));
        Value product = bias.isPresent() ? node.input(0).producer().input(0) : node.input(0);
        return Product.behind(product, graph)
                .filter(p -> !p.bias() && p.function().isLinear() && isSmall(p.node()))
                .map(p -> List.of(fold(node, norm, p.node(), bias, builder)));
    }

    private static Value fold(Node node, Normalize norm, Node product, Optional<Value> bias, GraphBuilder builder) {
        String name = node.name();
        Value gamma = node.input(1);
        Value beta = node.input(2);
        Value mean = node.input(3);
        Value scale = builder.add(name, new Normalize.Scale(norm.epsilon()), gamma, node.input(4));
        Value centre = bias.isPresent() ? builder.add(name, SUBTRACT, mean, bias.get()) : mean;
        Value shift = builder.add(name, SUBTRACT, beta, builder.add(name, Arithmetic.MULTIPLY, centre, scale));
        Value weights = builder.add(product.name(), Arithmetic.MULTIPLY, product.input(1), scale);
        Value scaled = builder.add(product.name(), product.op(), product.input(0), weights);
        return builder.add(name, Arithmetic.ADD, scaled, shift);
    }

    private static boolean isSmall(Node product) {
        long weights = product.input(1).type().shape().size().asInt();
        Optional<Long> results = product.results()
                .get(0)
                .type()
                .shape()
                .size()
                .without(Dim.BATCH.toString())
                .flatMap(Dim::constant);
        return results.isPresent() && weights <= MOST_WEIGHTS * results.get();
    }
}
