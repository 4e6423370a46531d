package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta} with the mean and variance of this batch, over all
 * dimensions but the last: inputs x[..., C], gamma[C], beta[C]. Results: y, mean, biased variance.
 */
public record BatchNorm(float epsilon) implements Primitive {
    @Override
    public String name() {
        return "batch_norm";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(inputs.get(0), inputs.get(1), inputs.get(1));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> {
            List<Value> gradients =
                    b.makeAll(new Gradient(epsilon), dy, b.input(0), b.result(1), b.result(2), b.input(1));
            for (int i = 0; i < gradients.size(); i++) {
                if (b.needs(i)) {
                    b.give(i, gradients.get(i));
                }
            }
        });
    }

    static KernelCall.Argument rows(TensorType x) {
        return KernelCall.size(x.shape().leading(1).size());
    }

    static KernelCall.Argument channels(TensorType x) {
        return KernelCall.size(x.shape().dim(-1));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        TensorType x = inputs.get(0);
        return List.of(KernelCall.of(
                "NormKernels",
                "batchForward",
                KernelCall.result(0),
                KernelCall.result(1),
                KernelCall.result(2),
                KernelCall.input(0),
                KernelCall.input(1),
                KernelCall.input(2),
                rows(x),
                channels(x),
                KernelCall.real(epsilon)));
    }

    @Override
    public void reference(Reference r) {
        double[] x = r.input(0);
        int c = r.result(1).length;
        int n = x.length / c;
        for (int i = 0; i < x.length; i++) {
            r.result(1)[i % c] += x[i] / n;
        }
        for (int i = 0; i < x.length; i++) {
            double centred = x[i] - r.result(1)[i % c];
            r.result(2)[i % c] += centred * centred / n;
        }
        for (int i = 0; i < x.length; i++) {
            double deviation = Math.sqrt(r.result(2)[i % c] + epsilon);
            r.result(0)[i] = r.input(1)[i % c] * (x[i] - r.result(1)[i % c]) / deviation + r.input(2)[i % c];
        }
    }

    /** Inputs dy, x, mean, variance, gamma; results dx, dgamma, dbeta. */
    public record Gradient(float epsilon) implements Primitive {
        @Override
        public String name() {
            return "batch_norm_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0), inputs.get(4), inputs.get(4));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            TensorType x = inputs.get(1);
            return List.of(KernelCall.of(
                    "NormKernels",
                    "batchBackward",
                    new KernelCall.Argument.OptionalResult(0),
                    KernelCall.result(1),
                    KernelCall.result(2),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    KernelCall.input(2),
                    KernelCall.input(3),
                    KernelCall.input(4),
                    rows(x),
                    channels(x),
                    KernelCall.real(epsilon)));
        }

        @Override
        public void reference(Reference r) {
            double[] dy = r.input(0);
            double[] x = r.input(1);
            int c = r.result(1).length;
            int n = x.length / c;
            double[] normal = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                normal[i] = (x[i] - r.input(2)[i % c]) / Math.sqrt(r.input(3)[i % c] + epsilon);
                r.result(1)[i % c] += dy[i] * normal[i];
                r.result(2)[i % c] += dy[i];
            }
            for (int i = 0; i < x.length; i++) {
                double scale = r.input(4)[i % c] / Math.sqrt(r.input(3)[i % c] + epsilon);
                r.result(0)[i] = scale * (dy[i] - r.result(2)[i % c] / n - normal[i] * r.result(1)[i % c] / n);
            }
        }
    }

    /** The same with given statistics: inputs x, gamma, beta, mean, variance. */
    public record Inference(float epsilon) implements Primitive.Elementwise {
        @Override
        public String name() {
            return "batch_norm_inference";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        /** A frozen layer: nothing but x has a gradient, which is the same scaling without the shifts. */
        @Override
        public void gradient(Backward b) {
            b.grad(0).filter(dy -> b.needs(0)).ifPresent(dy -> {
                Value zero = b.make(new Fill(b.type(1), 0));
                b.give(0, b.make(this, dy, b.input(1), zero, zero, b.input(4)));
            });
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            TensorType x = inputs.get(0);
            return List.of(KernelCall.of(
                    "NormKernels",
                    "batchInference",
                    KernelCall.result(0),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    KernelCall.input(2),
                    KernelCall.input(3),
                    KernelCall.input(4),
                    rows(x),
                    channels(x),
                    KernelCall.real(epsilon)));
        }

        @Override
        public void reference(Reference r) {
            int c = r.input(1).length;
            for (int i = 0; i < r.result(0).length; i++) {
                double deviation = Math.sqrt(r.input(4)[i % c] + epsilon);
                r.result(0)[i] =
                        r.input(1)[i % c] * (r.input(0)[i] - r.input(3)[i % c]) / deviation + r.input(2)[i % c];
            }
        }
    }

    /** {@code gamma / sqrt(variance + epsilon)}: inputs gamma and variance. */
    public record Scale(float epsilon) implements Primitive.Elementwise {
        @Override
        public String name() {
            return "batch_norm_scale";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                    "NormKernels",
                    "scale",
                    KernelCall.result(0),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    channels(inputs.get(0)),
                    KernelCall.real(epsilon)));
        }

        @Override
        public void reference(Reference r) {
            for (int i = 0; i < r.result(0).length; i++) {
                r.result(0)[i] = r.input(0)[i] / Math.sqrt(r.input(1)[i] + epsilon);
            }
        }
    }

    /**
     * {@code running = keep running + (1 - keep) batch}: inputs running (which is overwritten) and the batch's statistic.
     *
     * @param unbiased whether the batch's variance is corrected by {@code n / (n - 1)}
     * @param places how many places of each channel the statistic is of
     */
    public record UpdateRunning(float keep, boolean unbiased, Dim places) implements Primitive.Effect {
        @Override
        public int target() {
            return 0;
        }

        @Override
        public String name() {
            return "update_running";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of();
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                    "NormKernels",
                    "updateRunning",
                    KernelCall.input(0),
                    KernelCall.input(1),
                    channels(inputs.get(0)),
                    KernelCall.size(places),
                    KernelCall.real(keep),
                    KernelCall.flag(unbiased)));
        }

        @Override
        public void reference(Reference r) {
            int n = r.size(places);
            double correction = unbiased && n > 1 ? n / (n - 1.0) : 1;
            for (int i = 0; i < r.input(0).length; i++) {
                r.input(0)[i] = keep * r.input(0)[i] + (1 - keep) * correction * r.input(1)[i];
            }
        }
    }

    /** Counts the batches seen: input a counter, which is overwritten. */
    public record CountBatch() implements Primitive.Effect {
        @Override
        public int target() {
            return 0;
        }

        @Override
        public String name() {
            return "count_batch";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of();
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of("NormKernels", "countBatch", KernelCall.input(0)));
        }

        @Override
        public void reference(Reference r) {
            r.input(0)[0]++;
        }
    }
}
