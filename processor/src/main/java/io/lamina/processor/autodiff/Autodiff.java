package io.lamina.processor.autodiff;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Output;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.Fill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds the gradient of one output with respect to every trained weight: a reverse walk over the graph, in which each
 * primitive adds its own rule as new nodes. Only what leads from a trained weight to the loss is differentiated.
 */
public final class Autodiff {
    private final GraphBuilder builder;
    private final Graph forward;
    private final Map<Value, Value> gradients = new HashMap<>();
    private final Set<Value> wanted = new HashSet<>();

    private Autodiff(Graph forward) {
        this.forward = forward;
        this.builder = new GraphBuilder(forward.name());
    }

    /**
     * Differentiates.
     *
     * @param loss name of the scalar output that is differentiated
     * @return the graph with an output for each trained weight that the loss depends on
     */
    public static Graph differentiate(Graph forward, String loss) {
        return new Autodiff(forward).run(loss);
    }

    private Graph run(String loss) {
        forward.nodes().forEach(builder::copy);
        List<Node> nodes = builder.nodes();
        for (Node node : nodes) {
            boolean trained = node.op() instanceof Sources.Weight weight
                    && weight.parameter().group().isTrained();
            if (trained || node.inputs().stream().anyMatch(wanted::contains)) {
                wanted.addAll(node.results());
            }
        }
        List<Output> outputs = new ArrayList<>(forward.outputs());
        for (Output output : forward.outputs()) {
            if (output.name().equals(loss) && output.kind() == Output.Kind.METRIC) {
                Value value = builder.current(output.value());
                gradients.put(value, builder.add("d_" + loss, new Fill(value.type(), 1)));
            }
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            boolean reached = node.results().stream().anyMatch(gradients::containsKey);
            if (reached && !(node.op() instanceof Primitive.Source) && wanted(node)) {
                node.op().gradient(new Step(node));
            }
        }
        for (Node node : nodes) {
            if (node.op() instanceof Sources.Weight weight
                    && gradients.containsKey(node.results().get(0))) {
                outputs.add(new Output(
                        Output.Kind.GRADIENT,
                        weight.parameter().name(),
                        gradients.get(node.results().get(0))));
            }
        }
        return builder.build(outputs).withoutDeadNodes();
    }

    private boolean wanted(Node node) {
        return node.inputs().stream().anyMatch(wanted::contains);
    }

    /** The reverse of one node. */
    private final class Step implements Backward {
        private final Node node;

        Step(Node node) {
            this.node = node;
        }

        @Override
        public Value input(int i) {
            return node.input(i);
        }

        @Override
        public Value result(int k) {
            return node.results().get(k);
        }

        @Override
        public Optional<Value> grad(int k) {
            return Optional.ofNullable(gradients.get(result(k)));
        }

        @Override
        public boolean needs(int i) {
            return wanted.contains(input(i));
        }

        @Override
        public Value make(Primitive op, Value... inputs) {
            return makeAll(op, inputs).get(0);
        }

        @Override
        public List<Value> makeAll(Primitive op, Value... inputs) {
            return builder.addAll("d_" + node.name(), op, Arrays.asList(inputs));
        }

        @Override
        public void give(int i, Value gradient) {
            if (!needs(i)) {
                return;
            }
            if (!gradient.type().equals(input(i).type())) {
                throw new IllegalStateException("the gradient of " + node.op().name() + " for input " + i + " is "
                        + gradient.type() + ", not " + input(i).type());
            }
            Value sum = gradients.get(input(i));
            gradients.put(input(i), sum == null ? gradient : make(Arithmetic.ADD, sum, gradient));
        }
    }
}
