package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Dropout}: the training graph alone contains it. */
public record DropoutLayer(Attributes attributes) implements Layer {
    private String rateName() {
        return attributes.positional("rate");
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        double rate = attributes.number(rateName());
        if (!(rate >= 0 && rate < 1)) {
            report.problem(
                    Code.InvalidAttribute,
                    rateName(),
                    "rate is " + rate + ", but must be at least 0 and below 1",
                    rate > 1 && rate <= 100
                            ? "Give the share that is dropped, such as " + rate / 100 + "."
                            : "Give the share that is dropped, such as 0.5.");
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        return Checks.floats(in, 0, report) ? Optional.of(in.type(0)) : Optional.empty();
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        float rate = (float) attributes.number(rateName());
        return g.mode() == Mode.TRAIN && rate > 0 ? g.add(new Dropout(g.node(), rate), in.get(0)) : in.get(0);
    }
}
