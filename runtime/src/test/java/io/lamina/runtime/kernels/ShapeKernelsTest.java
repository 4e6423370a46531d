package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Slices, extrema, embeddings and positions against loops. */
class ShapeKernelsTest {
    @Test
    void slices() {
        for (int step = 1; step <= 3; step++) {
            for (int inner : new int[] {1, 4, 17}) {
                int n = 3;
                int whole = 9;
                int size = (whole - 2 + step - 1) / step;
                float[] x = Tensors.random(step, n * whole * inner);
                float[] y = Tensors.output(n * size * inner);
                ShapeKernels.slice(y, OFFSET, x, OFFSET + 2 * inner, n, whole * inner, size, step, inner);
                float[] back = Tensors.output(n * whole * inner);
                ShapeKernels.unslice(back, OFFSET, y, OFFSET, n, whole, 2, size, step, inner);
                for (int i = 0; i < n * whole * inner; i++) {
                    int place = i / inner % whole - 2;
                    boolean taken = place >= 0 && place % step == 0;
                    assertThat(back[OFFSET + i]).isEqualTo(taken ? x[OFFSET + i] : 0f);
                }
                Tensors.assertBorders("slice", y);
                Tensors.assertBorders("gradient", back);
            }
        }
        int[] tokens = {5, 6, 7, 8, 9, 10};
        int[] taken = new int[4];
        ShapeKernels.sliceInts(taken, 0, tokens, 1, 2, 3, 2, 1, 1);
        assertThat(taken).containsExactly(6, 7, 9, 10);
    }

    @Test
    void extremaAreTheFirstOfEqualOnes() {
        float[] x = {1, 9, 3, 2, 3, 9, /* second row */ -1, -2, Float.NaN, 4, 7, 0};
        float[] y = new float[4];
        int[] places = new int[4];
        ShapeKernels.extremum(y, 0, places, 0, x, 0, 2, 3, 2, 1f);
        assertThat(y).containsExactly(3, 9, Float.NaN, 4);
        assertThat(places).containsExactly(1, 0, 1, 1);
        ShapeKernels.extremum(y, 0, Kernels.NO_INTS, 0, x, 0, 1, 3, 2, -1f);
        assertThat(y[0]).isEqualTo(1);
        assertThat(y[1]).isEqualTo(2);
        float[] dx = new float[12];
        ShapeKernels.extremumGradient(dx, 0, new float[] {1, 2, 3, 4}, 0, places, 0, 2, 3, 2);
        assertThat(dx).containsExactly(0, 2, 1, 0, 0, 0, 0, 0, 3, 4, 0, 0);
    }

    @Test
    void aTableRowGetsTheGradientsOfItsTokensHoweverRowsAreShared() {
        for (int c : new int[] {1, 8, 13, 33}) {
            int[] tokens = {2, 0, 2, 4, 2, 0};
            float[] table = Tensors.random(1, 5 * c);
            float[] y = Tensors.output(6 * c);
            EmbeddingKernels.forward(y, OFFSET, tokens, 0, table, OFFSET, 6, c);
            float[] dy = Tensors.random(2, 6 * c);
            float[] whole = Tensors.output(5 * c);
            EmbeddingKernels.tableGradient(whole, OFFSET, dy, OFFSET, tokens, 0, 6, c, 0, 5);
            float[] shared = Tensors.output(5 * c);
            for (int row = 0; row < 5; row++) {
                EmbeddingKernels.tableGradient(shared, OFFSET, dy, OFFSET, tokens, 0, 6, c, row, row + 1);
            }
            assertThat(shared).isEqualTo(whole);
            double[] expected = new double[5 * c];
            for (int i = 0; i < 6 * c; i++) {
                assertThat(y[OFFSET + i]).isEqualTo(table[OFFSET + tokens[i / c] * c + i % c]);
                expected[tokens[i / c] * c + i % c] += dy[OFFSET + i];
            }
            Tensors.assertClose("table of " + c, whole, expected, 1e-6);
            for (int j = 0; j < c; j++) {
                assertThat(whole[OFFSET + c + j]).isZero();
            }
        }
    }

    @Test
    void sinusoidsFollowThePaper() {
        int c = 7;
        float[] x = Tensors.random(3, 2 * 4 * c);
        float[] y = Tensors.output(2 * 4 * c);
        PositionKernels.addSinusoids(y, OFFSET, x, OFFSET, 2, 4, c, 3, new Sinusoids(7, c, 10000));
        double[] expected = new double[2 * 4 * c];
        for (int i = 0; i < expected.length; i++) {
            int column = i % c;
            double angle = (3 + i / c % 4) / Math.pow(10000, (double) (column / 2 * 2) / c);
            expected[i] = x[OFFSET + i] + (column % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
        }
        Tensors.assertClose("sinusoids", y, expected, 2e-7);
    }
}
