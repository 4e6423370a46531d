package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Symbols;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code @Slice}: the places from one to before another along an axis.
 *
 * @param symbols whose bounds say how short the axis may be
 */
public record SliceLayer(Attributes attributes, Symbols symbols) implements BoundedLayer {
    @Override
    public Layer with(Symbols other) {
        return new SliceLayer(attributes, other);
    }

    private int axis() {
        return attributes.integer("axis");
    }

    private int step() {
        return attributes.integer("step");
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        Checks.positive(report, "step", step());
    }

    private Dim from(Dim whole) {
        return place(attributes.integer("from"), whole);
    }

    private Dim to(Dim whole) {
        return attributes.isGiven("to") ? place(attributes.integer("to"), whole) : whole;
    }

    /** Negative places count from the end. */
    private static Dim place(int given, Dim whole) {
        return given < 0 ? whole.plus(given) : Dim.of(given);
    }

    private Dim size(Dim whole) {
        return to(whole).minus(from(whole)).ceilDiv(step());
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (step() < 1 || !Axes.fits(in, axis(), report)) {
            return Optional.empty();
        }
        Dim whole = in.shape(0).dim(axis());
        boolean fits = atLeast(from(whole), 0)
                && atLeast(to(whole).minus(from(whole)), 1)
                && atLeast(whole.minus(to(whole)), 0);
        if (!fits) {
            boolean toGiven = attributes.isGiven("to");
            String range = attributes.integer("from") + " to " + (toGiven ? attributes.integer("to") + "" : "the end");
            report.problem(
                    Code.SliceOutOfRange,
                    toGiven ? "to" : "from",
                    "takes the places from " + range + " of axis " + axis() + ", which has "
                            + (whole.isConstant() ? whole + "" : shortest(whole) + " or more") + " in "
                            + in.described(0),
                    "Take at least one place and none behind the end; negative places count from the end.");
            return Optional.empty();
        }
        return Optional.of(new TensorType(in.type(0).type(), in.shape(0).with(axis(), size(whole))));
    }

    /** Whether a size is so large whatever its symbols are. */
    private boolean atLeast(Dim size, long least) {
        return shortest(size) >= least && longest(size) >= least;
    }

    private long shortest(Dim size) {
        return size.evaluate(name -> symbols.contains(name) ? symbols.get(name).lower() : 1);
    }

    private long longest(Dim size) {
        return size.evaluate(name -> symbols.contains(name) ? symbols.get(name).upper() : 1);
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Dim whole = in.get(0).type().shape().dim(axis());
        return g.add(new Slice(axis(), from(whole), size(whole), step()), in.get(0));
    }
}
