package io.lamina.processor.op;

import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** A layer with several results; the node's name means the first. */
public interface LayerWithParts extends Layer {
    /** The names of all results, the first one's, too: what {@code @Part} may say. */
    @Override
    List<String> parts();

    @Override
    Optional<List<TensorType>> shapes(Inputs in, NodeReport report);

    @Override
    List<Value> lowerAll(Lowering g, List<Value> in);

    @Override
    default Optional<TensorType> shape(Inputs in, NodeReport report) {
        return shapes(in, report).map(types -> types.get(0));
    }

    @Override
    default Value lower(Lowering g, List<Value> in) {
        return lowerAll(g, in).get(0);
    }
}
