package io.lamina.processor.ir;

import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Builds small graphs for tests of passes. Inputs have a batch in front; whatever is said to be an output is one. */
public final class TestGraph {
    private final GraphBuilder builder = new GraphBuilder("test");
    private final List<Output> outputs = new ArrayList<>();
    private int count;

    public Value input(long... sample) {
        String name = "x" + ++count;
        return builder.add(
                name, new Sources.Input(name, TensorType.f32(Shape.of(sample).batched())));
    }

    public Value weight(Integer... shape) {
        String name = "w" + ++count;
        return builder.add(
                name,
                new Sources.Weight(Parameter.plain(name, Parameter.Group.DECAYED, Parameter.Initial.ZEROS, shape)));
    }

    public Value add(Primitive op, Value... inputs) {
        return builder.add("n" + ++count, op, inputs);
    }

    public List<Value> addAll(Primitive op, Value... inputs) {
        return builder.addAll("n" + ++count, op, List.of(inputs));
    }

    public TestGraph output(Value value) {
        outputs.add(new Output(Output.Kind.RESULT, "y" + outputs.size(), value));
        return this;
    }

    public Graph build() {
        return GraphVerifier.verify(builder.build(outputs), "test");
    }

    /** The names of the primitives in order, sources left out. */
    public static List<String> operations(Graph graph) {
        GraphVerifier.verify(graph, "pass");
        return graph.nodes().stream()
                .filter(node -> !(node.op() instanceof Primitive.Source))
                .map(node -> node.op().name())
                .toList();
    }

    /** {@code B} in front of these sizes. */
    public static Shape batched(long... sample) {
        return Shape.of(Dim.BATCH).append(Shape.of(sample));
    }
}
