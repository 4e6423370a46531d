package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Symbols;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code @PositionEmbedding}: a learned row for each position is added.
 *
 * @param symbols whose bounds say how many positions there may be
 */
public record PositionEmbeddingLayer(Attributes attributes, Convention convention, Symbols symbols)
        implements BoundedLayer {
    @Override
    public Layer with(Symbols other) {
        return new PositionEmbeddingLayer(attributes, convention, other);
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        if (attributes.isGiven("length")) {
            Checks.positive(report, "length", attributes.integer("length"));
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!Positions.fits(in, report)) {
            return Optional.empty();
        }
        int bound = Positions.bound(in.shape(0).dim(-2), symbols);
        if (length(in) < bound) {
            report.problem(
                    Code.InvalidAttribute,
                    "length",
                    "length is " + length(in) + ", but " + in.described(0) + ", may have " + bound + " positions",
                    "Give a length of at least " + bound + ", or leave it out.");
            return Optional.empty();
        }
        return Optional.of(in.type(0));
    }

    private int length(Inputs in) {
        return attributes.isGiven("length")
                ? attributes.integer("length")
                : Positions.bound(in.shape(0).dim(-2), symbols);
    }

    @Override
    public List<Weight> weights(Inputs in) {
        Parameter.Initial initial = convention == Convention.KERAS
                ? Parameter.Initial.of(
                        "glorotUniform", length(in), in.shape(0).dim(-1).asInt())
                : Parameter.Initial.of("standardNormal");
        return List.of(Weight.plain(
                "weight",
                Parameter.Group.DECAYED,
                initial,
                length(in),
                in.shape(0).dim(-1).asInt()));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        return g.add(new AddPositions(false), in.get(0), g.weight("weight"));
    }
}
