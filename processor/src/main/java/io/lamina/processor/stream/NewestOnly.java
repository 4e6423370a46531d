package io.lamina.processor.stream;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.StateOps;
import io.lamina.processor.shape.TensorType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the newest step as early as can be: of a piece of a text, only the last token's hidden state has to go through the layer that
 * gives the scores of all words.
 *
 * <p>Given {@code newest(f(x))} with f step-wise and read by nobody else; result {@code f(newest(x))}.
 */
final class NewestOnly {
    private final Graph graph;
    private final String time;
    private final StepWise stepWise;
    private final Set<Node> shortened = new HashSet<>();
    private final Map<Value, Value> taken = new HashMap<>();
    private final GraphBuilder builder;

    private NewestOnly(Graph graph, String time) {
        this.graph = graph;
        this.time = time;
        this.stepWise = new StepWise(time);
        this.builder = new GraphBuilder(graph.name());
    }

    static Graph apply(Graph graph, String time) {
        return new NewestOnly(graph, time).apply();
    }

    private Graph apply() {
        List<Node> nodes = graph.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (isForNewest(nodes.get(i))) {
                shortened.add(nodes.get(i));
            }
        }
        for (Node node : nodes) {
            if (node.op() instanceof StateOps.Newest
                    && shortened.contains(node.input(0).producer())) {
                builder.replace(node, List.of(builder.current(node.input(0))));
            } else if (shortened.contains(node)) {
                List<Value> inputs =
                        node.inputs().stream().map(input -> newest(node, input)).toList();
                builder.replace(node, builder.addAll(node.name(), node.op(), inputs));
            } else {
                builder.copy(node);
            }
        }
        return builder.build(graph.outputs()).withoutDeadNodes();
    }

    /** Whether all that reads a node's one result wants its last step alone, and the node can be computed for that step. */
    private boolean isForNewest(Node node) {
        if (node.op() instanceof Primitive.Source
                || node.op() instanceof Primitive.View
                || node.results().size() != 1
                || graph.leaves(node.results().get(0))
                || axis(node.results().get(0).type()) == 0
                || !stepWise.test(node)) {
            return false;
        }
        List<Node> readers = graph.readers(node.results().get(0));
        boolean wanted = !readers.isEmpty()
                && readers.stream()
                        .allMatch(reader -> shortened.contains(reader) || reader.op() instanceof StateOps.Newest);
        return wanted && canBeShort(node);
    }

    private boolean canBeShort(Node node) {
        if (node.inputs().stream().anyMatch(input -> hasTime(input.type()) && axis(input.type()) == 0)) {
            return false;
        }
        List<TensorType> inputs =
                node.inputs().stream().map(input -> shortType(input.type())).toList();
        return node.op()
                .results(inputs)
                .equals(List.of(shortType(node.results().get(0).type())));
    }

    private Value newest(Node reader, Value input) {
        if (!hasTime(input.type()) || shortened.contains(input.producer())) {
            return input;
        }
        return taken.computeIfAbsent(
                input, value -> builder.add(reader.name(), new StateOps.Newest(axis(value.type())), value));
    }

    private TensorType shortType(TensorType type) {
        return hasTime(type)
                ? new StateOps.Newest(axis(type)).results(List.of(type)).get(0)
                : type;
    }

    private boolean hasTime(TensorType type) {
        return type.shape().size().symbols().contains(time);
    }

    /** The axis that is time and nothing else, or 0. */
    private int axis(TensorType type) {
        for (int axis = -1; axis >= -type.shape().rank(); axis--) {
            if (type.shape().dim(axis).toString().equals(time)) {
                return axis;
            }
        }
        return 0;
    }
}
