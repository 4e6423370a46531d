package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;

import org.junit.jupiter.api.Test;

class RopeKernelsTest {
    private static final double BASE = 500;

    @Test
    void pairsAreTurnedByTheirPosition() {
        for (int size : new int[] {2, 4, 6, 16, 34}) {
            RopeTable table = new RopeTable(size, BASE);
            for (int t : new int[] {1, 5, 100, 7}) {
                for (boolean interleaved : new boolean[] {false, true}) {
                    for (boolean inverse : new boolean[] {false, true}) {
                        check(table, size, t, interleaved, inverse, 0);
                        check(table, size, t, interleaved, inverse, 3 * t);
                    }
                }
            }
        }
    }

    private static void check(RopeTable table, int size, int t, boolean interleaved, boolean inverse, int position) {
        int width = 3 * size + 5;
        int n = 2;
        float[] x = Tensors.random(size, n * t * width);
        double[] expected = new double[n * t * width];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = x[OFFSET + i];
        }
        for (int r = 0; r < n * t; r++) {
            for (int h = 0; h < 2; h++) {
                for (int i = 0; i < size / 2; i++) {
                    double angle = (inverse ? -1 : 1) * (position + r % t) * Math.pow(BASE, -2.0 * i / size);
                    int head = r * width + h * size;
                    int a = head + (interleaved ? 2 * i : i);
                    int b = head + (interleaved ? 2 * i + 1 : i + size / 2);
                    expected[a] = x[OFFSET + a] * Math.cos(angle) - x[OFFSET + b] * Math.sin(angle);
                    expected[b] = x[OFFSET + b] * Math.cos(angle) + x[OFFSET + a] * Math.sin(angle);
                }
            }
        }
        String what = "size " + size + ", " + t + " positions, " + interleaved + ", " + inverse;
        float[] y = output(n * t * width);
        RopeKernels.turn(y, OFFSET, x, OFFSET, n, t, width, 2 * size, table, interleaved, inverse, position);
        assertClose(what, y, expected, 1e-6);
        float[] inPlace = Tensors.copy(x);
        RopeKernels.turn(
                inPlace, OFFSET, inPlace, OFFSET, n, t, width, 2 * size, table, interleaved, inverse, position);
        assertClose(what + ", in place", inPlace, expected, 1e-6);
    }
}
