package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/** {@code y = exp(x) / sum exp(x)} over the last dimension. */
public record Softmax() implements Primitive {
    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(inputs.get(0));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> b.give(0, b.make(new Gradient(), dy, b.result(0))));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(KernelCall.of(
                        "SoftmaxKernels",
                        "forward",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.size(inputs.get(0).shape().leading(1).size()),
                        KernelCall.size(inputs.get(0).shape().dim(-1)))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        softmax(r.input(0), r.result(0), r.size(r.inputType(0).shape().dim(-1)));
    }

    static void softmax(double[] x, double[] y, int classes) {
        for (int row = 0; row < x.length; row += classes) {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = row; i < row + classes; i++) {
                max = Math.max(max, x[i]);
            }
            double sum = 0;
            for (int i = row; i < row + classes; i++) {
                y[i] = Math.exp(x[i] - max);
                sum += y[i];
            }
            for (int i = row; i < row + classes; i++) {
                y[i] /= sum;
            }
        }
    }

    /** {@code dx = y (dy - sum(y dy))}: inputs dy and y. */
    public record Gradient() implements Primitive {
        @Override
        public String name() {
            return "softmax_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                            "SoftmaxKernels",
                            "backward",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelCall.size(inputs.get(0).shape().leading(1).size()),
                            KernelCall.size(inputs.get(0).shape().dim(-1)))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            int classes = r.size(r.inputType(0).shape().dim(-1));
            double[] dy = r.input(0);
            double[] y = r.input(1);
            for (int row = 0; row < dy.length; row += classes) {
                double dot = 0;
                for (int i = row; i < row + classes; i++) {
                    dot += y[i] * dy[i];
                }
                for (int i = row; i < row + classes; i++) {
                    r.result(0)[i] = y[i] * (dy[i] - dot);
                }
            }
        }
    }
}
