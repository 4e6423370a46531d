package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Flatten}: all dimensions of a sample, or the trailing ones, as one. */
public record FlattenLayer(Attributes attributes) implements Layer {
    private int last() {
        return attributes.integer("last");
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        if (attributes.isGiven("last")) {
            Checks.positive(report, "last", last());
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        Shape shape = in.shape(0);
        if (last() > shape.rank()) {
            report.problem(
                    Code.WrongRank,
                    "last",
                    "joins the last " + last() + " dimensions, but reads " + in.described(0),
                    "Use last = " + shape.rank() + " or less, or leave it out to join all.");
            return Optional.empty();
        }
        int joined = last() == 0 ? shape.rank() : last();
        return Optional.of(new TensorType(
                in.type(0).type(),
                shape.leading(joined).append(shape.trailing(joined).size())));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        Shape shape = in.get(0).type().shape();
        int joined = last() == 0 ? shape.rank() - 1 : last();
        return g.add(
                new Reshape(shape.leading(joined).append(shape.trailing(joined).size())), in.get(0));
    }
}
