package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * {@code -log softmax(x)[label]}, its softmax included: inputs logits x[..., C] and labels[...]. Results: the loss, the
 * share of rows whose largest logit is the label's, and the softmax, which is all that backward needs.
 *
 * @param smoothing the share of the target that is spread over all classes
 * @param ignored the label of rows that do not count
 */
public record CrossEntropy(float weight, boolean mean, float smoothing, int ignored) implements Primitive {
    @Override
    public String name() {
        return "cross_entropy";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(TensorType.f32(Shape.SCALAR), TensorType.f32(Shape.SCALAR), inputs.get(0));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(d -> b.give(0, b.make(new Gradient(this), b.result(2), b.input(1), d)));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        TensorType x = inputs.get(0);
        return List.of(KernelCall.of(
                "LossKernels",
                "crossEntropy",
                KernelCall.result(0),
                KernelCall.result(1),
                KernelCall.result(2),
                KernelCall.input(0),
                KernelCall.input(1),
                KernelCall.size(x.shape().leading(1).size()),
                KernelCall.size(x.shape().dim(-1)),
                KernelCall.real(weight),
                KernelCall.real(smoothing),
                new KernelCall.Argument.Whole(ignored),
                KernelCall.flag(mean)));
    }

    private double factor(double[] labels) {
        int places = 0;
        for (double label : labels) {
            places += label == ignored ? 0 : 1;
        }
        return new LossOptions(weight, mean).factor(places);
    }

    /** The target's value for one class. */
    private double target(double label, int c, int classes) {
        return smoothing / classes + (label == c ? 1 - smoothing : 0);
    }

    @Override
    public void reference(Reference r) {
        double[] labels = r.input(1);
        double[] p = r.result(2);
        int classes = r.size(r.inputType(0).shape().dim(-1));
        Softmax.softmax(r.input(0), p, classes);
        int counted = 0;
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] == ignored) {
                continue;
            }
            counted++;
            int best = 0;
            for (int c = 0; c < classes; c++) {
                best = r.input(0)[row * classes + c] > r.input(0)[row * classes + best] ? c : best;
                r.result(0)[0] -= factor(labels) * target(labels[row], c, classes) * Math.log(p[row * classes + c]);
            }
            r.result(1)[0] += best == labels[row] ? 1 : 0;
        }
        r.result(1)[0] /= Math.max(1, counted);
    }

    /** {@code dx = d (softmax - target)}: inputs softmax, labels and the loss's gradient. */
    public record Gradient(CrossEntropy loss) implements Primitive.Elementwise {
        @Override
        public String name() {
            return "cross_entropy_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            TensorType x = inputs.get(0);
            return List.of(KernelCall.of(
                    "LossKernels",
                    "crossEntropyBackward",
                    KernelCall.result(0),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    KernelCall.input(2),
                    KernelCall.size(x.shape().leading(1).size()),
                    KernelCall.size(x.shape().dim(-1)),
                    KernelCall.real(loss.weight),
                    KernelCall.real(loss.smoothing),
                    new KernelCall.Argument.Whole(loss.ignored),
                    KernelCall.flag(loss.mean)));
        }

        @Override
        public void reference(Reference r) {
            int classes = r.size(r.inputType(0).shape().dim(-1));
            double[] labels = r.input(1);
            double factor = loss.factor(labels) * r.input(2)[0];
            for (int i = 0; i < r.result(0).length; i++) {
                double label = labels[i / classes];
                r.result(0)[i] =
                        label == loss.ignored ? 0 : factor * (r.input(0)[i] - loss.target(label, i % classes, classes));
            }
        }
    }
}
