package io.lamina.processor.op;

import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code @Apply}: the results of a block, whose nodes stand in front of it in the model.
 *
 * @param parts the names of the block's outputs
 */
public record ApplyLayer(List<String> parts) implements LayerWithParts {
    public ApplyLayer {
        parts = List.copyOf(parts);
    }

    @Override
    public Arity arity() {
        return Arity.exactly(parts.size());
    }

    @Override
    public Optional<List<TensorType>> shapes(Inputs in, NodeReport report) {
        return Optional.of(IntStream.range(0, in.count()).mapToObj(in::type).toList());
    }

    @Override
    public List<Value> lowerAll(Lowering g, List<Value> in) {
        return List.copyOf(in);
    }
}
