package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of {@link BatchNorm}, and of a function behind it. Inputs: dy, x, mean, variance, gamma and, where there is a
 * function, what its derivative is computed from. Results: dx, dgamma, dbeta, the sums of chunks and the coefficients of dx,
 * which only the kernels read, and, where there is a function, {@code g = dy f'}, the gradient by what it was applied to.
 *
 * @param function what lies between dy and the norm; set by fusion
 */
public record BatchNormGradient(float epsilon, Activate function) implements Primitive {
    private static final int SUMS = 2;

    /** {@code BatchNormGradient[epsilon=0.001, relu]}. */
    @Override
    public String toString() {
        return "BatchNormGradient[epsilon=" + epsilon + (function.isLinear() ? "" : ", " + function.word()) + "]";
    }

    @Override
    public String name() {
        return "batch_norm_gradient";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        List<TensorType> results = new ArrayList<>(gradients(inputs.get(1), inputs.get(4)));
        if (!function.isLinear()) {
            results.add(inputs.get(1));
        }
        return results;
    }

    /** dx, dgamma, dbeta, the sums of chunks and the coefficients of dx. */
    private static List<TensorType> gradients(TensorType x, TensorType row) {
        TensorType rows = TensorType.f32(Shape.of(
                Dim.of(KernelScratch.NORM_GRADIENT_ROWS),
                KernelScratch.normWidth(row.shape().dim(-1))));
        return List.of(x, row, row, BatchNorm.chunkSums(x, SUMS), rows);
    }

    /** The sums read all of dy before dx is written; g is written while x is still needed. */
    @Override
    public boolean mayOverwrite(int result, int input) {
        return switch (result) {
            case 0 -> input == 1 || (input == 0 && function.isLinear());
            case 5 -> input == 0;
            default -> false;
        };
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        TensorType x = inputs.get(1);
        KernelCall.Argument absent = new KernelCall.Argument.Absent();
        List<KernelCall.Argument> sums = new ArrayList<>();
        sums.add(KernelCall.result(3));
        sums.add(function.isLinear() ? absent : KernelCall.result(5));
        sums.add(KernelCall.input(0));
        sums.add(function.isLinear() ? absent : KernelCall.input(5));
        sums.add(KernelCall.input(1));
        sums.add(KernelCall.input(2));
        sums.add(BatchNorm.rows(x));
        sums.add(BatchNorm.channels(x));
        sums.add(function.activation());
        sums.add(KernelCall.real(function.slope()));
        KernelCall chunks = KernelCall.of("NormKernels", "gradientSums", sums.toArray(KernelCall.Argument[]::new));
        KernelCall.Argument g = function.isLinear() ? KernelCall.input(0) : KernelCall.made(5);
        return calls(chunks, x, g, absent, epsilon);
    }

    /** The sums of chunks, the gradients by gamma and beta, and the one by x, which is input 1. */
    private static List<KernelCall> calls(
            KernelCall sums, TensorType x, KernelCall.Argument g, KernelCall.Argument beta, float epsilon) {
        KernelCall parameters = KernelCall.of(
                "NormKernels",
                "parameterGradients",
                KernelCall.result(1),
                KernelCall.result(2),
                KernelCall.result(4),
                KernelCall.made(3),
                KernelCall.input(2),
                KernelCall.input(3),
                KernelCall.input(4),
                beta,
                BatchNorm.rows(x),
                BatchNorm.channels(x),
                KernelCall.real(epsilon));
        KernelCall input = KernelCall.of(
                "NormKernels",
                "inputGradient",
                new KernelCall.Argument.OptionalResult(0),
                g,
                KernelCall.input(1),
                KernelCall.made(4),
                BatchNorm.rows(x),
                BatchNorm.channels(x));
        return List.of(sums.byRange(Dim.of(BatchNorm.CHUNKS), 1), parameters, input.bySample());
    }

    @Override
    public void reference(Reference r) {
        double[] g = r.input(0);
        if (!function.isLinear()) {
            g = r.result(5);
            for (int i = 0; i < g.length; i++) {
                g[i] = r.input(0)[i] * function.derivative(r.input(5)[i]);
            }
        }
        reference(r, g, epsilon);
    }

    private static void reference(Reference r, double[] g, float epsilon) {
        double[] x = r.input(1);
        int c = r.result(1).length;
        int n = x.length / c;
        double[] normal = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            normal[i] = (x[i] - r.input(2)[i % c]) / Math.sqrt(r.input(3)[i % c] + epsilon);
            r.result(1)[i % c] += g[i] * normal[i];
            r.result(2)[i % c] += g[i];
        }
        for (int i = 0; i < x.length; i++) {
            double scale = r.input(4)[i % c] / Math.sqrt(r.input(3)[i % c] + epsilon);
            r.result(0)[i] = scale * (g[i] - r.result(2)[i % c] / n - normal[i] * r.result(1)[i % c] / n);
        }
    }

    /**
     * The gradient of {@code relu(batch_norm(x))}, which computes the function's argument from x again: no kept result is read and no
     * g is written. Inputs: dy, x, mean, variance, gamma, beta. Results: dx, dgamma, dbeta, and the two that only the kernels read.
     */
    public record OfRelu(float epsilon) implements Primitive {
        @Override
        public String name() {
            return "batch_norm_relu_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return gradients(inputs.get(1), inputs.get(4));
        }

        /** The sums read all of dy and of x before dx is written. */
        @Override
        public boolean mayOverwrite(int result, int input) {
            return result == 0 && input <= 1;
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            TensorType x = inputs.get(1);
            KernelCall sums = KernelCall.of(
                    "NormKernels",
                    "reluGradientSums",
                    KernelCall.result(3),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    KernelCall.input(4),
                    KernelCall.input(5),
                    KernelCall.input(2),
                    KernelCall.input(3),
                    KernelScratch.normReluGradient(x.shape().dim(-1)),
                    BatchNorm.rows(x),
                    BatchNorm.channels(x),
                    KernelCall.real(epsilon));
            return calls(sums, x, KernelCall.input(0), KernelCall.input(5), epsilon);
        }

        @Override
        public void reference(Reference r) {
            double[] g = new double[r.input(0).length];
            int c = r.result(1).length;
            for (int i = 0; i < g.length; i++) {
                double deviation = Math.sqrt(r.input(3)[i % c] + epsilon);
                double y = r.input(4)[i % c] * (r.input(1)[i] - r.input(2)[i % c]) / deviation + r.input(5)[i % c];
                g[i] = y > 0 ? r.input(0)[i] : 0;
            }
            BatchNormGradient.reference(r, g, epsilon);
        }
    }
}
