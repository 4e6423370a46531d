package io.lamina.processor.op;

import io.lamina.DataType;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** {@code @CrossEntropy}: reads logits and integer labels, one for each row of logits. */
public record CrossEntropyLayer(Attributes attributes) implements Layer {
    @Override
    public Arity arity() {
        return Arity.exactly(2);
    }

    @Override
    public void check(NodeReport report) {
        LossOptions.of(attributes).check(report);
        double smoothing = attributes.number("labelSmoothing");
        if (!(smoothing >= 0 && smoothing < 1)) {
            report.problem(
                    Code.InvalidAttribute,
                    "labelSmoothing",
                    "labelSmoothing is " + smoothing + ", but must be at least 0 and below 1",
                    "Give the share of the target that is spread over all classes, such as 0.1.");
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!Checks.floats(in, 0, report) || !Checks.rank(in, 0, 1, "classes", report)) {
            return Optional.empty();
        }
        if (in.type(1).type() != DataType.INT32) {
            report.inputProblem(
                    Code.WrongDtype,
                    1,
                    "needs INT32 class numbers, but " + in.name(1) + " is FLOAT32",
                    "Declare " + in.name(1) + " as @Input(type = INT32); for targets that are no classes use"
                            + " @BinaryCrossEntropy or @MeanSquaredError.");
            return Optional.empty();
        }
        Shape expected = in.shape(0).leading(1);
        if (!in.shape(1).equals(expected)) {
            report.inputProblem(
                    Code.LabelsDoNotFit,
                    1,
                    expected.rank() == 0
                            ? "needs one class number for each sample, but " + in.name(1) + " is "
                                    + Inputs.shown(in.shape(1))
                            : "needs one class number for each row of " + in.described(0) + ", so the shape " + expected
                                    + ", but " + in.name(1) + " is " + Inputs.shown(in.shape(1)),
                    expected.rank() == 0
                            ? "Declare " + in.name(1)
                                    + " as @Input(type = INT32); of a one-hot row give the index of its 1."
                            : "Declare " + in.name(1) + " as @Input(value = \"" + expected + "\", type = INT32).");
            return Optional.empty();
        }
        return Optional.of(TensorType.f32(Shape.SCALAR));
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        LossOptions options = LossOptions.of(attributes);
        List<Value> results = g.addAll(
                new CrossEntropy(
                        options.weight(),
                        options.mean(),
                        (float) attributes.number("labelSmoothing"),
                        attributes.integer("ignoreIndex")),
                in.get(0),
                in.get(1));
        g.metric("accuracy", results.get(1));
        return results.get(0);
    }

    @Override
    public boolean isLoss() {
        return true;
    }

    @Override
    public List<Integer> scores() {
        return List.of(0);
    }

    @Override
    public List<String> metrics() {
        return List.of("accuracy");
    }
}
