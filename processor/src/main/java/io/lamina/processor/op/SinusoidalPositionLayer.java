package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Symbols;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code @SinusoidalPosition}: {@code sin(p / base^(2 i / C))} is added to column {@code 2 i} of position p, the cosine to the next.
 *
 * @param symbols whose bounds say how many positions there may be
 */
public record SinusoidalPositionLayer(Attributes attributes, Symbols symbols) implements BoundedLayer {
    @Override
    public Layer with(Symbols other) {
        return new SinusoidalPositionLayer(attributes, other);
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    private double base() {
        return attributes.number("base");
    }

    @Override
    public void check(NodeReport report) {
        if (!(base() > 1) || Double.isInfinite(base())) {
            report.problem(
                    Code.InvalidAttribute,
                    "base",
                    "base is " + base() + ", but must be above 1",
                    "Use 10000, as in the paper.");
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        return Positions.fits(in, report) ? Optional.of(in.type(0)) : Optional.empty();
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        int length = Positions.bound(in.get(0).type().shape().dim(-2), symbols);
        return g.add(new AddPositions.Sinusoidal(length, base(), false), in.get(0));
    }
}
