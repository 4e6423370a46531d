package io.lamina.processor.fuse;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Rule;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.BatchNorm;
import io.lamina.processor.op.Normalize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * Given:  batch_norm(x), its result read by one sum or function alone
 * Result: normalize(x, batch_statistics(x)), the second of which can take on what comes behind it
 * </pre>
 */
final class NormInSteps implements Rule {
    @Override
    public Optional<List<Value>> apply(Node node, Graph graph, GraphBuilder builder) {
        if (!(node.op() instanceof BatchNorm norm) || !isAbsorbed(node.results().get(0), graph)) {
            return Optional.empty();
        }
        Value x = node.input(0);
        List<Value> statistics = builder.addAll(node.name(), new BatchNorm.Statistics(), List.of(x));
        List<Value> results = new ArrayList<>();
        results.add(builder.add(
                node.name(),
                new Normalize(norm.epsilon()),
                x,
                node.input(1),
                node.input(2),
                statistics.get(0),
                statistics.get(1)));
        results.addAll(statistics);
        return Optional.of(results);
    }

    private static boolean isAbsorbed(Value y, Graph graph) {
        Node reader = graph.readOnce(y) ? graph.readers(y).get(0) : y.producer();
        return reader.op() instanceof Activate || SumIntoNorm.isSum(reader);
    }
}
