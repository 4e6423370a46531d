package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = gamma (x - mean) inverse + beta}, each row by itself, with {@code inverse = 1 / sqrt(mean of (x - mean)^2 +
 * epsilon)}: inputs x[..., C], gamma[C] and, where there is one, beta[C]; C may be several dimensions. Results: y, and the mean and
 * the inverse of each row.
 *
 * @param centred whether the mean is subtracted: layer norm; otherwise it is 0: RMS norm
 */
public record RowNorm(boolean centred, float epsilon) implements Primitive {
    @Override
    public String name() {
        return centred ? "layer_norm" : "rms_norm";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        TensorType x = inputs.get(0);
        TensorType rows = TensorType.f32(lead(x, inputs.get(1)));
        return List.of(x, rows, rows);
    }

    private static Shape lead(TensorType x, TensorType gamma) {
        Shape row = gamma.shape();
        if (!x.shape().trailing(row.rank()).equals(row)) {
            throw new IllegalArgumentException("a norm of " + x + " with weights " + gamma);
        }
        return x.shape().leading(row.rank());
    }

    @Override
    public boolean mayOverwrite(int result, int input) {
        return result == 0 && input == 0;
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> {
            Value x = b.input(0);
            Value mean = b.result(1);
            Value inverse = b.result(2);
            if (b.needs(0)) {
                b.give(0, b.make(new InputGradient(centred), dy, x, mean, inverse, b.input(1)));
            }
            boolean shifted = b.result(0).producer().inputs().size() == 3;
            if (b.needs(1) || (shifted && b.needs(2))) {
                List<Value> weights = b.makeAll(new WeightGradient(b.type(1)), dy, x, mean, inverse);
                for (int i = 1; i <= (shifted ? 2 : 1); i++) {
                    if (b.needs(i)) {
                        b.give(i, weights.get(i - 1));
                    }
                }
            }
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(KernelCall.of(
                        "RowNormKernels",
                        "forward",
                        KernelCall.result(0),
                        new KernelCall.Argument.OptionalResult(1),
                        new KernelCall.Argument.OptionalResult(2),
                        KernelCall.input(0),
                        KernelCall.input(1),
                        inputs.size() == 3 ? KernelCall.input(2) : new KernelCall.Argument.Absent(),
                        KernelCall.size(lead(inputs.get(0), inputs.get(1)).size()),
                        KernelCall.size(inputs.get(1).shape().size()),
                        KernelCall.real(epsilon),
                        KernelCall.flag(centred))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        int c = r.input(1).length;
        double[] x = r.input(0);
        double[] mean = r.result(1);
        double[] inverse = r.result(2);
        for (int i = 0; centred && i < x.length; i++) {
            mean[i / c] += x[i] / c;
        }
        for (int i = 0; i < x.length; i++) {
            inverse[i / c] += (x[i] - mean[i / c]) * (x[i] - mean[i / c]) / c;
        }
        for (int row = 0; row < inverse.length; row++) {
            inverse[row] = 1 / Math.sqrt(inverse[row] + epsilon);
        }
        for (int i = 0; i < x.length; i++) {
            double shift = r.inputs() == 3 ? r.input(2)[i % c] : 0;
            r.result(0)[i] = r.input(1)[i % c] * (x[i] - mean[i / c]) * inverse[i / c] + shift;
        }
    }

    /**
     * With {@code g = dy gamma} and {@code z = (x - mean) inverse}: {@code dx = inverse (g - mean of g - z mean of (g z))}, without
     * the mean of g where the norm is not centred. Inputs: dy, x, mean, inverse, gamma.
     */
    public record InputGradient(boolean centred) implements Primitive {
        @Override
        public String name() {
            return centred ? "layer_norm_input_gradient" : "rms_norm_input_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(1));
        }

        @Override
        public boolean mayOverwrite(int result, int input) {
            return input <= 1;
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            List<KernelCall.Argument> arguments = new ArrayList<>();
            arguments.add(KernelCall.result(0));
            for (int i = 0; i < inputs.size(); i++) {
                arguments.add(KernelCall.input(i));
            }
            arguments.add(KernelCall.size(inputs.get(2).shape().size()));
            arguments.add(KernelCall.size(inputs.get(4).shape().size()));
            arguments.add(KernelCall.flag(centred));
            return List.of(
                    KernelCall.of("RowNormKernels", "inputGradient", arguments.toArray(KernelCall.Argument[]::new))
                            .bySample());
        }

        @Override
        public void reference(Reference r) {
            int c = r.input(4).length;
            double[] x = r.input(1);
            double[] sums = new double[x.length / c];
            double[] products = new double[x.length / c];
            for (int i = 0; i < x.length; i++) {
                double g = r.input(0)[i] * r.input(4)[i % c];
                sums[i / c] += centred ? g / c : 0;
                products[i / c] += g * normal(r, i, i / c) / c;
            }
            for (int i = 0; i < x.length; i++) {
                double g = r.input(0)[i] * r.input(4)[i % c];
                r.result(0)[i] = r.input(3)[i / c] * (g - sums[i / c] - normal(r, i, i / c) * products[i / c]);
            }
        }
    }

    private static double normal(Reference r, int i, int row) {
        return (r.input(1)[i] - r.input(2)[row]) * r.input(3)[row];
    }

    /**
     * Inputs: dy, x, mean, inverse. Results: {@code dgamma = sum of dy (x - mean) inverse} and {@code dbeta = sum of dy} over all
     * rows, and the sums of chunks, which only the kernels read.
     *
     * @param gamma the type of the weights
     */
    public record WeightGradient(TensorType gamma) implements Primitive {
        private static final int SUMS = 2;

        @Override
        public String name() {
            return "norm_weight_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            Shape sums = Shape.of(
                    Dim.of(BatchNorm.CHUNKS), Dim.of(SUMS), gamma.shape().size());
            return List.of(gamma, gamma, TensorType.f32(sums));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            KernelCall.Argument rows = KernelCall.size(inputs.get(2).shape().size());
            KernelCall.Argument columns = KernelCall.size(gamma.shape().size());
            KernelCall sums = KernelCall.of(
                            "RowNormKernels",
                            "weightSums",
                            KernelCall.result(2),
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelCall.input(2),
                            KernelCall.input(3),
                            rows,
                            columns)
                    .byRange(Dim.of(BatchNorm.CHUNKS), 1);
            KernelCall weights = KernelCall.of(
                    "RowNormKernels",
                    "weightGradient",
                    new KernelCall.Argument.OptionalResult(0),
                    new KernelCall.Argument.OptionalResult(1),
                    KernelCall.made(2),
                    rows,
                    columns);
            return List.of(sums, weights);
        }

        @Override
        public void reference(Reference r) {
            int c = r.result(0).length;
            for (int i = 0; i < r.input(0).length; i++) {
                r.result(0)[i % c] += r.input(0)[i] * normal(r, i, i / c);
                r.result(1)[i % c] += r.input(0)[i];
            }
        }
    }
}
