package io.lamina.processor.op;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** The losses of a prediction and a target of exactly the same shape. */
public record PairLossLayer(Attributes attributes, Kind kind) implements Layer {
    /** Which of them. */
    public enum Kind {
        BINARY_CROSS_ENTROPY,
        MEAN_SQUARED_ERROR,
        MEAN_ABSOLUTE_ERROR,
        HUBER,
        KL_DIVERGENCE
    }

    /** The layer of such an annotation. */
    public static Layer of(Kind kind, Attributes attributes) {
        return new PairLossLayer(attributes, kind);
    }

    @Override
    public Arity arity() {
        return Arity.exactly(2);
    }

    @Override
    public void check(NodeReport report) {
        LossOptions.of(attributes).check(report);
        if (kind == Kind.HUBER) {
            positive("delta", "Give the difference from which on the loss shall grow in a straight line.", report);
        } else if (kind == Kind.KL_DIVERGENCE) {
            positive("temperature", "Give 1 for the logits as they are, or more for softer shares.", report);
        }
    }

    private void positive(String attribute, String remedy, NodeReport report) {
        double value = attributes.number(attribute);
        if (!(value > 0) || Double.isInfinite(value)) {
            report.problem(
                    Code.InvalidAttribute, attribute, attribute + " is " + value + ", but must be positive", remedy);
        }
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        boolean rows = kind != Kind.KL_DIVERGENCE || Checks.rank(in, 0, 1, "classes", report);
        if (!rows || !Checks.allFloats(in, report)) {
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
        float weight = options.weight();
        boolean mean = options.mean();
        return switch (kind) {
            case BINARY_CROSS_ENTROPY -> {
                List<Value> results = g.addAll(new BinaryCrossEntropy(weight, mean), in.get(0), in.get(1));
                g.metric("accuracy", results.get(1));
                yield results.get(0);
            }
            case MEAN_SQUARED_ERROR -> g.add(new MeanSquaredError(weight, mean), in.get(0), in.get(1));
            case MEAN_ABSOLUTE_ERROR -> g.add(AbsoluteLoss.meanAbsoluteError(options), in.get(0), in.get(1));
            case HUBER -> g.add(AbsoluteLoss.huber((float) attributes.number("delta"), options), in.get(0), in.get(1));
            case KL_DIVERGENCE ->
                g.addAll(new KlDivergence((float) attributes.number("temperature"), weight, mean), in.get(0), in.get(1))
                        .get(0);
        };
    }

    @Override
    public boolean isLoss() {
        return true;
    }

    @Override
    public List<Integer> scores() {
        if (kind == Kind.KL_DIVERGENCE) {
            return List.of(0, 1);
        }
        return kind == Kind.BINARY_CROSS_ENTROPY ? List.of(0) : List.of();
    }

    @Override
    public List<String> metrics() {
        return kind == Kind.BINARY_CROSS_ENTROPY ? List.of("accuracy") : List.of();
    }
}
