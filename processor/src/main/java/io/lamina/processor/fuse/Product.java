package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dense product or convolution that can take on what comes behind it.
 *
 * @param bias whether it has one already
 * @param function what it has of functions already
 */
record Product(Node node, boolean bias, Activate function) {
    /** The product behind a value, where it is one that only one node reads. */
    static Optional<Product> behind(Value value, Graph graph) {
        if (!graph.readOnce(value) || value.index() != 0) {
            return Optional.empty();
        }
        Node node = value.producer();
        if (node.op() instanceof Dense dense) {
            return Optional.of(new Product(node, dense.bias(), dense.function()));
        }
        if (node.op() instanceof Conv2d convolution) {
            return Optional.of(new Product(node, convolution.bias(), convolution.function()));
        }
        return Optional.empty();
    }

    /** Puts a product with a bias in place of both, and lets its further results stand for the old ones. */
    List<Value> withBias(Value row, GraphBuilder builder) {
        List<Value> inputs = new ArrayList<>(node.inputs());
        inputs.add(row);
        return replace(true, Activate.LINEAR, inputs, builder);
    }

    List<Value> withFunction(Activate next, GraphBuilder builder) {
        return replace(bias, next, node.inputs(), builder);
    }

    private List<Value> replace(boolean withBias, Activate next, List<Value> inputs, GraphBuilder builder) {
        Primitive op = node.op() instanceof Conv2d convolution
                ? new Conv2d(convolution.window(), convolution.groups(), withBias, next, convolution.pool())
                : new Dense(withBias, next);
        List<Value> results = builder.addAll(node.name(), op, inputs);
        builder.replace(node, results);
        return List.of(results.get(0));
    }
}
