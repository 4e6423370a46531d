package io.lamina.processor.memory;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Output;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Copy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives each output memory that it can be computed into: one that is an input, a weight, or another output's memory is
 * copied.
 */
final class OwnMemory {
    private OwnMemory() {}

    static Graph apply(Graph graph) {
        GraphBuilder builder = new GraphBuilder(graph.name());
        graph.nodes().forEach(builder::copy);
        Set<Value> taken = new HashSet<>();
        List<Output> outputs = new ArrayList<>();
        for (Output output : graph.outputs()) {
            Value root = root(output.value());
            boolean own = !(root.producer().op() instanceof Primitive.Source) && taken.add(root);
            Value value = own ? output.value() : builder.add(output.name(), new Copy(), output.value());
            outputs.add(new Output(output.kind(), output.name(), value));
        }
        return builder.build(outputs);
    }

    /** The value in whose memory this one lies: itself, or what it is a view of. */
    static Value root(Value value) {
        Node producer = value.producer();
        return producer.op() instanceof Primitive.View ? root(producer.input(0)) : value;
    }
}
