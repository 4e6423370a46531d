package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.kernels.AttentionCase.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention against obvious loops in double: every option, odd sizes, lengths of several tiles, rows that see nothing. */
class AttentionKernelsTest {
    private static final double TOLERANCE = 4e-6;

    static Stream<AttentionCase> cases() {
        List<AttentionCase> cases = new ArrayList<>();
        for (Mask mask : Mask.values()) {
            for (boolean causal : new boolean[] {false, true}) {
                cases.add(new AttentionCase(2, 5, 5, 2, 2, 4, 4, causal, 0, mask, false, 0f));
                cases.add(new AttentionCase(3, 13, 13, 4, 2, 6, 6, causal, causal ? 3 : 0, mask, true, 0f));
                cases.add(new AttentionCase(2, 70, 70, 2, 1, 8, 8, causal, 0, mask, false, 0.3f));
            }
            cases.add(new AttentionCase(4, 7, 11, 3, 1, 5, 3, false, 0, mask, true, 0f));
            cases.add(new AttentionCase(1, 1, 150, 2, 2, 16, 9, false, 0, mask, false, 0f));
            cases.add(new AttentionCase(2, 150, 1, 1, 1, 1, 1, false, 0, mask, false, 0f));
            cases.add(new AttentionCase(1, 33, 129, 2, 2, 33, 25, false, 0, mask, true, 0.5f));
        }
        cases.add(new AttentionCase(1, 200, 200, 2, 2, 32, 32, true, 0, Mask.NONE, false, 0f));
        cases.add(new AttentionCase(2, 200, 200, 2, 1, 17, 32, true, 70, Mask.NONE, true, 0f));
        cases.add(new AttentionCase(1, 300, 300, 1, 1, 8, 8, true, 5, Mask.NONE, false, 0f));
        cases.add(new AttentionCase(1, 65, 65, 1, 1, 300, 8, true, 2, Mask.NONE, false, 0f));
        for (Mask mask : Mask.values()) {
            cases.add(new AttentionCase(2, 20, 530, 2, 1, 8, 8, false, 0, mask, true, 0.2f));
        }
        // Ends of tiles, and what of a tile is computed.
        for (int t : new int[] {31, 33, 40, 47, 49, 255, 257, 263, 271, 272, 273, 289, 520}) {
            cases.add(new AttentionCase(1, t, t, 1, 1, 8, 8, true, 0, Mask.NONE, false, 0f));
            cases.add(new AttentionCase(1, t, t, 1, 1, 8, 8, true, 20, Mask.NONE, true, 0f));
        }
        cases.add(new AttentionCase(2, 530, 530, 2, 1, 8, 8, true, 70, Mask.NONE, true, 0f));
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void forwardAndBackwardFollowTheFormula(AttentionCase a) {
        for (boolean weighted : new boolean[] {false, true}) {
            AttentionCase.Expected expected = a.new Expected(weighted);
            float[] out = output(expected.out.length);
            float[] lse = output(expected.lse.length);
            float[] weights = weighted ? output(expected.weights.length) : Kernels.NONE;
            a.forward(out, lse, weights);
            assertClose(a + ": out", out, expected.out, TOLERANCE);
            assertClose(a + ": lse", lse, expected.lse, TOLERANCE);
            if (weighted) {
                assertClose(a + ": weights", weights, expected.weights, TOLERANCE);
            }
            float[] dq = between(expected.dq, a.qStep(), a.heads * a.size);
            float[] dk = between(expected.dk, a.kStep(), a.kvHeads * a.size);
            float[] dv = between(expected.dv, a.vStep(), a.kvHeads * a.valueSize);
            float[] dbias = a.mask.isBias() ? output(expected.dbias.length) : Kernels.NONE;
            a.backward(dq, dk, dv, dbias, weighted ? a.dweights : Kernels.NONE, out, lse, weights);
            assertClose(a + ": dq", dq, expected.dq, 4 * TOLERANCE);
            assertClose(a + ": dk", dk, expected.dk, 4 * TOLERANCE);
            assertClose(a + ": dv", dv, expected.dv, 4 * TOLERANCE);
            if (a.mask.isBias()) {
                assertClose(a + ": dbias", dbias, expected.dbias, 4 * TOLERANCE);
            }
        }
    }

    /** An output of which the kernel writes the first columns of each row; expected of the others is what stands there. */
    private static float[] between(double[] expected, int step, int width) {
        float[] values = output(expected.length);
        for (int i = 0; i < expected.length; i++) {
            if (i % step >= width) {
                values[OFFSET + i] = 0f;
                assertThat(expected[i]).isZero();
            } else {
                values[OFFSET + i] = Float.NaN;
            }
        }
        return values;
    }

    /** Whatever stands in keys that are hidden from everyone. */
    @Test
    void hiddenKeysDoNotLeak() {
        AttentionCase a = new AttentionCase(2, 9, 70, 2, 2, 8, 8, false, 0, Mask.NONE, true, 0f);
        a.lengths[OFFSET + 1] = 66;
        float[] before = output(2 * 9 * 16);
        a.forward(before, Kernels.NONE, Kernels.NONE);
        for (int j = 66; j < 70; j++) {
            Arrays.fill(a.k, OFFSET + (70 + j) * a.kStep(), OFFSET + (70 + j) * a.kStep() + 16, 1e30f);
            Arrays.fill(a.v, OFFSET + (70 + j) * a.vStep(), OFFSET + (70 + j) * a.vStep() + 16, 1e30f);
        }
        float[] after = output(2 * 9 * 16);
        a.forward(after, Kernels.NONE, Kernels.NONE);
        assertThat(after).isEqualTo(before);
        assertThat(Arrays.copyOfRange(after, OFFSET, OFFSET + 9 * 16))
                .as("no key at all")
                .containsOnly(0f);
    }

    /** Scores far beyond what exp can take. */
    @Test
    void largeScores() {
        AttentionCase a = new AttentionCase(1, 70, 140, 1, 1, 16, 4, false, 0, Mask.NONE, false, 0f);
        for (int i = OFFSET; i < a.q.length; i++) {
            a.q[i] *= 200;
        }
        AttentionCase.Expected expected = a.new Expected(false);
        float[] out = output(expected.out.length);
        a.forward(out, Kernels.NONE, Kernels.NONE);
        assertClose("large", out, expected.out, 2e-4);
    }

    /** Subnormal weights would make the products a hundred times slower. */
    @Test
    void whatIsNextToNothingIsNothing() {
        float[] x = new float[32];
        Arrays.fill(x, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < 25; i++) {
            x[i] = 1 - 5f * i;
        }
        x[25] = Float.NaN;
        float[] scores = x.clone();
        AttentionRows.exponentials(x, 0, x.length, 2f, 2f);
        for (int i = 0; i < 25; i++) {
            double expected = 2 * scores[i] - 2 < -50 ? 0 : Math.exp(2 * scores[i] - 2);
            assertThat((double) x[i]).isCloseTo(expected, Offset.offset(3e-7 * expected));
        }
        assertThat(x[25]).isNaN();
        assertThat(Arrays.copyOfRange(x, 26, 32)).containsOnly(0f);
    }

    /** A sample alone has the bits that it has among others, so threads may share samples. */
    @Test
    void samplesDoNotDependOnEachOther() {
        AttentionCase a = new AttentionCase(3, 70, 70, 4, 2, 8, 8, true, 0, Mask.NONE, false, 0f);
        float[] out = new float[3 * 70 * 32];
        float[] scratch = new float[AttentionKernels.scratch(70, 8, 8)];
        run(a, out, scratch, 0, 3);
        float[] parts = new float[3 * 70 * 32];
        for (int b = 0; b < 3; b++) {
            run(a, parts, scratch, b, 1);
        }
        assertThat(Tensors.bits(parts)).isEqualTo(Tensors.bits(out));
    }

    private static void run(AttentionCase a, float[] out, float[] scratch, int from, int n) {
        AttentionKernels.forward(
                out,
                from * 70 * 32,
                Kernels.NONE,
                0,
                Kernels.NONE,
                0,
                a.q,
                OFFSET + from * 70 * a.qStep(),
                a.k,
                OFFSET + from * 70 * a.kStep(),
                a.v,
                OFFSET + from * 70 * a.vStep(),
                Kernels.NO_INTS,
                0,
                Kernels.NONE,
                0,
                Kernels.NO_INTS,
                0,
                scratch,
                0,
                n,
                70,
                70,
                a.geometry,
                a.scale,
                from * 4 * 70,
                AttentionCase.KEY,
                0.2f);
    }
}
