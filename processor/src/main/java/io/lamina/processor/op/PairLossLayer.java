package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @BinaryCrossEntropy} and {@code @MeanSquaredError}: a prediction and a target of exactly the same shape. */
public record PairLossLayer(Attributes attributes, boolean binary) implements Layer {
    public static Layer binaryCrossEntropy(Attributes attributes) {
        return new PairLossLayer(attributes, true);
    }

    public static Layer meanSquaredError(Attributes attributes) {
        return new PairLossLayer(attributes, false);
    }

    @Override
    public Arity arity() {
        return Arity.exactly(2);
    }

    @Override
    public void check(NodeReport report) {
        LossOptions.of(attributes).check(report);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!Checks.allFloats(in, report)) {
            return Optional.empty();
        }
        if (!in.shape(0).equals(in.shape(1))) {
            report.inputProblem(
                    Code.LabelsDoNotFit,
                    1,
                    "compares " + in.described(0) + ", with " + in.described(1)
                            + ": a loss never stretches one to the other",
                    "Make both shapes equal, for example @Input(\"" + in.shape(0)
                            + "\") for the target or a @Flatten.");
            return Optional.empty();
        }
        return Optional.of(TensorType.f32(Shape.SCALAR));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        LossOptions options = LossOptions.of(attributes);
        if (!binary) {
            return g.add(new MeanSquaredError(options.weight(), options.mean()), in.get(0), in.get(1));
        }
        List<Value> results = g.addAll(new BinaryCrossEntropy(options.weight(), options.mean()), in.get(0), in.get(1));
        g.metric("accuracy", results.get(1));
        return results.get(0);
    }

    @Override
    public boolean isLoss() {
        return true;
    }

    @Override
    public Optional<Integer> scores() {
        return binary ? Optional.of(0) : Optional.empty();
    }

    @Override
    public List<String> metrics() {
        return binary ? List.of("accuracy") : List.of();
    }
}
