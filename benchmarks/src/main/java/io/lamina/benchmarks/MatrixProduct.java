package io.lamina.benchmarks;

import io.lamina.runtime.kernels.Activations;
import io.lamina.runtime.kernels.DenseKernels;
import java.util.Locale;

/**
 * A product of matrices {@code c[m, n] = a[m, k] * b[k, n]}, or {@code batch} of them; operands that are transposed lie in memory the
 * other way round.
 */
record MatrixProduct(Kind kind, int m, int n, int k, int batch) {
    private static final float[] NO_BIAS = io.lamina.runtime.kernels.Kernels.NONE;

    /** Which operands are transposed, in the letters of BLAS, and where a layer needs that. */
    enum Kind {
        /** Forward. */
        NN("forward"),
        /** The gradient by the input, or attention's scores. */
        NT("input gradient"),
        /** The gradient by the weights. */
        TN("weight gradient");

        private final String purpose;

        Kind(String purpose) {
            this.purpose = purpose;
        }

        /** Where a layer needs it. */
        String purpose() {
            return purpose;
        }
    }

    /** What the reference script calls it. */
    String key() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + m + " " + n + " " + k + " " + batch;
    }

    /** The product as a reader calls it. */
    String label() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + m + "x" + n + "x" + k
                + (batch > 1 ? ", " + batch + " times" : "");
    }

    /** Multiplications and additions. */
    double flops() {
        return 2.0 * m * n * k * batch;
    }

    /** Makes the operands and gives the call: the kernels of a dense layer. */
    Runnable call() {
        float[] a = Operands.random(m * k * batch);
        float[] b = Operands.random(k * n * batch);
        float[] c = new float[m * n * batch];
        float[] scratch = new float[Math.max(DenseKernels.scratch(k), DenseKernels.weightScratch())];
        if (batch == 1) {
            return () -> multiply(a, b, c, scratch, 0);
        }
        return () -> {
            for (int i = 0; i < batch; i++) {
                multiply(a, b, c, scratch, i);
            }
        };
    }

    private void multiply(float[] a, float[] b, float[] c, float[] scratch, int i) {
        int ao = i * m * k;
        int bo = i * k * n;
        int co = i * m * n;
        switch (kind) {
            case NN ->
                DenseKernels.forward(c, co, a, ao, b, bo, NO_BIAS, 0, scratch, 0, m, k, n, Activations.LINEAR, 0f);
            case NT -> DenseKernels.backwardInput(c, co, a, ao, b, bo, scratch, 0, m, n, k);
            case TN -> DenseKernels.backwardWeights(c, co, a, ao, b, bo, scratch, 0, k, m, n, 0, m);
        }
    }
}
