package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Layer, RMS and group norms against loops in double; means far from 0, in place, any share of the chunks. */
class RowNormKernelsTest {
    private static final int[] WIDTHS = {1, 2, 4, 6, 8, 13, 16, 25, 33, 64, 100};
    private static final float EPSILON = 1e-3f;

    private static float[] input(int n, float shift) {
        float[] x = random(n, n);
        for (int i = OFFSET; i < x.length; i++) {
            x[i] = x[i] * 2 + shift;
        }
        return x;
    }

    @Test
    void rowsFollowTheFormula() {
        for (int c : WIDTHS) {
            for (int n : new int[] {1, 5, 70}) {
                for (float shift : new float[] {0f, 30f}) {
                    checkRows(n, c, shift, true);
                    checkRows(n, c, shift, false);
                }
            }
        }
    }

    private static void checkRows(int n, int c, float shift, boolean centred) {
        String what = n + " x " + c + " centred " + centred + " around " + shift;
        float[] x = input(n * c, shift);
        float[] gamma = random(2, c);
        float[] beta = random(3, c);
        float[] dy = random(4, n * c);
        double[] y = new double[n * c];
        double[] dx = new double[n * c];
        double[] dgamma = new double[c];
        double[] dbeta = new double[c];
        for (int r = 0; r < n; r++) {
            statistics(x, gamma, beta, dy, r, c, centred, y, dx, dgamma, dbeta);
        }
        float[] found = output(n * c);
        float[] mean = output(n);
        float[] inverse = output(n);
        RowNormKernels.forward(
                found, OFFSET, mean, OFFSET, inverse, OFFSET, x, OFFSET, gamma, OFFSET, beta, OFFSET, n, c, EPSILON,
                centred);
        double tolerance = 2e-6 * (1 + shift);
        assertClose(what, found, y, tolerance);
        Tensors.assertBorders(what, mean);
        Tensors.assertBorders(what, inverse);
        float[] inPlace = Tensors.copy(x);
        RowNormKernels.forward(
                inPlace,
                OFFSET,
                Kernels.NONE,
                0,
                Kernels.NONE,
                0,
                inPlace,
                OFFSET,
                gamma,
                OFFSET,
                beta,
                OFFSET,
                n,
                c,
                EPSILON,
                centred);
        assertThat(inPlace).as(what + " in place").isEqualTo(found);

        float[] gradient = output(n * c);
        RowNormKernels.inputGradient(
                gradient, OFFSET, dy, OFFSET, x, OFFSET, mean, OFFSET, inverse, OFFSET, gamma, OFFSET, n, c, centred);
        if (c > 2) {
            assertClose(what + " gradient", gradient, dx, 20 * tolerance);
        }
        inPlace = Tensors.copy(dy);
        RowNormKernels.inputGradient(
                inPlace, OFFSET, inPlace, OFFSET, x, OFFSET, mean, OFFSET, inverse, OFFSET, gamma, OFFSET, n, c,
                centred);
        assertThat(inPlace).as(what + " gradient in place").isEqualTo(gradient);
        float[] weights = output(2 * c);
        weights(weights, dy, x, mean, inverse, n, c, NormKernels.CHUNKS);
        double[] both = new double[2 * c];
        System.arraycopy(dgamma, 0, both, 0, c);
        System.arraycopy(dbeta, 0, both, c, c);
        assertClose(what + " weights", weights, both, 10 * tolerance);
        float[] shared = output(2 * c);
        weights(shared, dy, x, mean, inverse, n, c, 3);
        assertThat(shared).as(what + " weights in shares").isEqualTo(weights);
    }

    private static void weights(
            float[] both, float[] dy, float[] x, float[] mean, float[] inverse, int n, int c, int share) {
        float[] partial = new float[NormKernels.CHUNKS * 2 * c];
        for (int from = 0; from < NormKernels.CHUNKS; from += share) {
            int to = Math.min(from + share, NormKernels.CHUNKS);
            RowNormKernels.weightSums(partial, 0, dy, OFFSET, x, OFFSET, mean, OFFSET, inverse, OFFSET, n, c, from, to);
        }
        RowNormKernels.weightGradient(both, OFFSET, both, OFFSET + c, partial, 0, n, c);
    }

    private static void statistics(
            float[] x,
            float[] gamma,
            float[] beta,
            float[] dy,
            int r,
            int c,
            boolean centred,
            double[] y,
            double[] dx,
            double[] dgamma,
            double[] dbeta) {
        double mean = 0;
        for (int j = 0; j < c && centred; j++) {
            mean += (double) x[OFFSET + r * c + j] / c;
        }
        double variance = 0;
        for (int j = 0; j < c; j++) {
            variance += Math.pow(x[OFFSET + r * c + j] - mean, 2) / c;
        }
        double inverse = 1 / Math.sqrt(variance + EPSILON);
        double sum = 0;
        double product = 0;
        for (int j = 0; j < c; j++) {
            double z = (x[OFFSET + r * c + j] - mean) * inverse;
            double d = dy[OFFSET + r * c + j];
            y[r * c + j] = gamma[OFFSET + j] * z + beta[OFFSET + j];
            sum += centred ? d * gamma[OFFSET + j] / c : 0;
            product += d * gamma[OFFSET + j] * z / c;
            dgamma[j] += d * z;
            dbeta[j] += d;
        }
        for (int j = 0; j < c; j++) {
            double z = (x[OFFSET + r * c + j] - mean) * inverse;
            dx[r * c + j] = inverse * (dy[OFFSET + r * c + j] * gamma[OFFSET + j] - sum - z * product);
        }
    }

    /** A group norm is a layer norm of each group's elements, brought next to each other. */
    @Test
    void groupsAreRows() {
        for (int c : new int[] {1, 4, 6, 12, 24, 40}) {
            for (int groups : new int[] {1, 2, c}) {
                for (int m : new int[] {1, 7, 90}) {
                    if (c % groups == 0) {
                        checkGroups(3, m, c, groups);
                    }
                }
            }
        }
    }

    private static void checkGroups(int n, int m, int c, int groups) {
        String what = n + " x " + m + " x " + c + " in " + groups;
        float[] x = input(n * m * c, 10f);
        float[] dy = random(5, n * m * c);
        float[] gamma = random(2, c);
        float[] beta = random(3, c);
        int channels = c / groups;
        double[] y = new double[n * m * c];
        double[] dx = new double[n * m * c];
        double[] dgamma = new double[n * c];
        double[] dbeta = new double[n * c];
        for (int k = 0; k < n * groups; k++) {
            group(x, dy, gamma, beta, k / groups, k % groups * channels, channels, m, c, y, dx, dgamma, dbeta);
        }
        float[] found = output(n * m * c);
        float[] mean = output(n * groups);
        float[] inverse = output(n * groups);
        float[] scratch = new float[GroupNormKernels.scratch(c)];
        GroupNormKernels.forward(
                found, OFFSET, mean, OFFSET, inverse, OFFSET, x, OFFSET, gamma, OFFSET, beta, OFFSET, scratch, 0, n, m,
                c, groups, EPSILON);
        assertClose(what, found, y, 1e-4);
        float[] inPlace = Tensors.copy(x);
        GroupNormKernels.forward(
                inPlace,
                OFFSET,
                Kernels.NONE,
                0,
                Kernels.NONE,
                0,
                inPlace,
                OFFSET,
                gamma,
                OFFSET,
                beta,
                OFFSET,
                scratch,
                0,
                n,
                m,
                c,
                groups,
                EPSILON);
        assertThat(inPlace).as(what + " in place").isEqualTo(found);
        float[] gradient = output(n * m * c);
        float[] scale = output(n * c);
        float[] shift = output(n * c);
        scratch = new float[GroupNormKernels.backwardScratch(c)];
        GroupNormKernels.backward(
                gradient, OFFSET, scale, OFFSET, shift, OFFSET, dy, OFFSET, x, OFFSET, mean, OFFSET, inverse, OFFSET,
                gamma, OFFSET, scratch, 0, n, m, c, groups);
        if (m * channels > 2) {
            assertClose(what + " gradient", gradient, dx, 2e-4);
            assertClose(what + " dgamma", scale, dgamma, 1e-4);
        }
        assertClose(what + " dbeta", shift, dbeta, 2e-6);
    }

    private static void group(
            float[] x,
            float[] dy,
            float[] gamma,
            float[] beta,
            int sample,
            int first,
            int channels,
            int m,
            int c,
            double[] y,
            double[] dx,
            double[] dgamma,
            double[] dbeta) {
        int size = m * channels;
        float[] row = new float[OFFSET + size];
        float[] rowGradient = new float[OFFSET + size];
        float[] scale = new float[OFFSET + size];
        float[] shift = new float[OFFSET + size];
        for (int i = 0; i < size; i++) {
            int j = first + i % channels;
            int at = OFFSET + (sample * m + i / channels) * c + j;
            row[OFFSET + i] = x[at];
            rowGradient[OFFSET + i] = dy[at];
            scale[OFFSET + i] = gamma[OFFSET + j];
            shift[OFFSET + i] = beta[OFFSET + j];
        }
        double[] rowY = new double[size];
        double[] rowDx = new double[size];
        double[] rowDgamma = new double[size];
        double[] rowDbeta = new double[size];
        statistics(row, scale, shift, rowGradient, 0, size, true, rowY, rowDx, rowDgamma, rowDbeta);
        for (int i = 0; i < size; i++) {
            int j = first + i % channels;
            int at = (sample * m + i / channels) * c + j;
            y[at] = rowY[i];
            dx[at] = rowDx[i];
            dgamma[sample * c + j] += rowDgamma[i];
            dbeta[sample * c + j] += rowDbeta[i];
        }
    }
}
