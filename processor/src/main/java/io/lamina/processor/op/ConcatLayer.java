package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Concat}: tensors joined along one axis, by default that of the channels. */
public record ConcatLayer(Attributes attributes, Convention convention) implements Layer {
    @Override
    public Arity arity() {
        return Arity.atLeast(2);
    }

    private int axis(int rank) {
        if (attributes.isGiven("axis")) {
            return attributes.integer("axis");
        }
        return channels(convention, rank);
    }

    /** The axis of the channels. */
    static int channels(Convention convention, int rank) {
        return convention == Convention.TORCH && rank >= 3 ? -3 : -1;
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        Shape first = in.shape(0);
        int axis = axis(first.rank());
        if (!Axes.fits(in, axis, report)) {
            return Optional.empty();
        }
        Dim sum = first.dim(axis);
        for (int i = 1; i < in.count(); i++) {
            Shape next = in.shape(i);
            boolean fits = next.rank() == first.rank()
                    && next.with(axis, Dim.ONE).equals(first.with(axis, Dim.ONE))
                    && in.type(i).type() == in.type(0).type();
            if (!fits) {
                report.inputProblem(
                        Code.CannotConcat,
                        i,
                        "cannot join " + in.described(i) + ", to " + in.described(0) + ", along axis " + axis,
                        "All sizes but that of axis " + axis + " must be equal.");
                return Optional.empty();
            }
            sum = sum.plus(next.dim(axis));
        }
        return Optional.of(new TensorType(in.type(0).type(), first.with(axis, sum)));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        int rank = in.get(0).type().shape().rank() - 1;
        return g.add(new Concat(axis(rank)), in.toArray(new Value[0]));
    }
}
