package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @Scale}: every element times one number. */
public record ScaleLayer(Attributes attributes) implements Layer {
    private float factor() {
        return (float) attributes.number(attributes.positional("factor"));
    }

    @Override
    public Arity arity() {
        return Arity.exactly(1);
    }

    @Override
    public void check(NodeReport report) {
        if (Float.isNaN(factor()) || Float.isInfinite(factor())) {
            report.problem(
                    Code.InvalidAttribute,
                    attributes.positional("factor"),
                    "factor is " + attributes.number(attributes.positional("factor")) + ", but must be a finite number",
                    "Give a number such as 0.5.");
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        return Checks.floats(in, 0, report) ? Optional.of(in.type(0)) : Optional.empty();
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        return g.add(new Arithmetic.Scale(factor()), in.get(0));
    }
}
