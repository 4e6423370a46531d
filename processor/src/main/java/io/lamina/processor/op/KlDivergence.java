package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * {@code T² sum of q (log q - log p)} of each row: inputs logits x and t. Further results: {@code p = softmax(x / T)} and {@code q = softmax(t / T)}, which
 * the gradients read.
 */
public record KlDivergence(float temperature, float weight, boolean mean) implements Primitive {
    @Override
    public String name() {
        return "kl_divergence";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(TensorType.f32(Shape.SCALAR), inputs.get(0), inputs.get(1));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(d -> {
            if (b.needs(0)) {
                b.give(0, b.make(new Gradient(this), b.result(1), b.result(2), d));
            }
            if (b.needs(1)) {
                b.give(1, b.make(new TargetGradient(this), b.result(1), b.result(2), b.input(0), b.input(1), d));
            }
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(KernelCall.of(
                "DivergenceKernels",
                "forward",
                KernelCall.result(0),
                KernelCall.result(1),
                KernelCall.result(2),
                KernelCall.input(0),
                KernelCall.input(1),
                KernelCall.size(inputs.get(0).shape().leading(1).size()),
                KernelCall.size(inputs.get(0).shape().dim(-1)),
                KernelCall.real(temperature),
                KernelCall.real(weight),
                KernelCall.flag(mean)));
    }

    @Override
    public void reference(Reference r) {
        int classes = r.size(r.inputType(0).shape().dim(-1));
        int rows = r.input(0).length / classes;
        double factor = new LossOptions(weight, mean).factor(rows) * temperature * temperature;
        for (int row = 0; row < rows; row++) {
            double[] p = logarithms(r.input(0), row, classes);
            double[] q = logarithms(r.input(1), row, classes);
            for (int j = 0; j < classes; j++) {
                r.result(0)[0] += factor * Math.exp(q[j]) * (q[j] - p[j]);
                r.result(1)[row * classes + j] = Math.exp(p[j]);
                r.result(2)[row * classes + j] = Math.exp(q[j]);
            }
        }
    }

    /** The logarithms of a row's softmax. */
    private double[] logarithms(double[] x, int row, int classes) {
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) {
            most = Math.max(most, x[row * classes + j] / temperature);
        }
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            sum += Math.exp(x[row * classes + j] / temperature - most);
        }
        double[] logarithms = new double[classes];
        for (int j = 0; j < classes; j++) {
            logarithms[j] = x[row * classes + j] / temperature - most - Math.log(sum);
        }
        return logarithms;
    }

    /** {@code dx = d T (p - q)}: inputs p, q and the loss's gradient. */
    public record Gradient(KlDivergence loss) implements Primitive.Elementwise {
        @Override
        public String name() {
            return "kl_divergence_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                    "DivergenceKernels",
                    "backward",
                    KernelCall.result(0),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    KernelCall.input(2),
                    KernelCall.size(inputs.get(0).shape().leading(1).size()),
                    KernelCall.size(inputs.get(0).shape().dim(-1)),
                    KernelCall.real(loss.temperature),
                    KernelCall.real(loss.weight),
                    KernelCall.flag(loss.mean)));
        }

        @Override
        public void reference(Reference r) {
            int classes = r.size(r.inputType(0).shape().dim(-1));
            double share = new LossOptions(loss.weight, loss.mean).factor(r.input(0).length / classes);
            for (int i = 0; i < r.result(0).length; i++) {
                r.result(0)[i] = share * loss.temperature * r.input(2)[0] * (r.input(0)[i] - r.input(1)[i]);
            }
        }
    }

    /** {@code dt = d T q (log q - log p - D)}, D being the row's divergence: inputs p, q, x, t and the loss's gradient. */
    public record TargetGradient(KlDivergence loss) implements Primitive {
        @Override
        public String name() {
            return "kl_divergence_target_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                    "DivergenceKernels",
                    "backwardTarget",
                    KernelCall.result(0),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    KernelCall.input(2),
                    KernelCall.input(3),
                    KernelCall.input(4),
                    KernelCall.size(inputs.get(0).shape().leading(1).size()),
                    KernelCall.size(inputs.get(0).shape().dim(-1)),
                    KernelCall.real(loss.temperature),
                    KernelCall.real(loss.weight),
                    KernelCall.flag(loss.mean)));
        }

        @Override
        public void reference(Reference r) {
            int classes = r.size(r.inputType(0).shape().dim(-1));
            int rows = r.input(0).length / classes;
            double factor = new LossOptions(loss.weight, loss.mean).factor(rows) * loss.temperature * r.input(4)[0];
            for (int row = 0; row < rows; row++) {
                double[] p = loss.logarithms(r.input(2), row, classes);
                double[] q = loss.logarithms(r.input(3), row, classes);
                double divergence = 0;
                for (int j = 0; j < classes; j++) {
                    divergence += Math.exp(q[j]) * (q[j] - p[j]);
                }
                for (int j = 0; j < classes; j++) {
                    r.result(0)[row * classes + j] = factor * Math.exp(q[j]) * (q[j] - p[j] - divergence);
                }
            }
        }
    }
}
