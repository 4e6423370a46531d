package io.lamina.benchmarks;

import static io.lamina.benchmarks.Operands.START;

import io.lamina.runtime.kernels.MatrixKernels;
import java.util.Locale;

/**
 * A product of matrices {@code c[m, n] = a[m, k] * b[k, n]}, or {@code batch} of them; operands that are transposed lie in memory the
 * other way round.
 */
record MatrixProduct(Kind kind, int m, int n, int k, int batch) {
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

    /** Makes the operands and gives the call. */
    Runnable call() {
        float[] a = Operands.placed(m * k * batch);
        float[] b = Operands.placed(k * n * batch);
        float[] c = Operands.room(m * n * batch);
        float[] scratch = Operands.room(MatrixKernels.scratch(n, k));
        boolean ta = kind == Kind.TN;
        boolean tb = kind == Kind.NT;
        int lda = ta ? m : k;
        int ldb = tb ? k : n;
        return () -> MatrixKernels.multiplyAll(
                c, START, n, m * n, a, START, lda, m * k, b, START, ldb, k * n, scratch, START, batch, m, n, k, ta, tb,
                false, 1f);
    }
}
