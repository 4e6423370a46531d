package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;

import org.junit.jupiter.api.Test;

class TimestepKernelsTest {
    private static final double BASE = 700;
    private static final int N = 5;

    @Test
    void wavesAndTheirGradient() {
        for (int half : new int[] {1, 4, 13}) {
            for (double shift : new double[] {0, 0.5}) {
                check(half, shift, 0);
                check(half, shift, half);
            }
        }
    }

    private static void check(int half, double shift, int cosines) {
        TimestepFrequencies frequencies = new TimestepFrequencies(half, BASE, shift);
        float[] t = Tensors.random(half, N);
        float[] dy = Tensors.random(7, N * 2 * half);
        double[] waves = new double[N * 2 * half];
        double[] gradient = new double[N];
        for (int r = 0; r < N; r++) {
            t[OFFSET + r] *= 300;
            for (int i = 0; i < half; i++) {
                double frequency = Math.pow(BASE, -i / (half - shift));
                double angle = t[OFFSET + r] * frequency;
                int cos = r * 2 * half + cosines + i;
                int sin = r * 2 * half + half - cosines + i;
                waves[cos] = Math.cos(angle);
                waves[sin] = Math.sin(angle);
                gradient[r] += frequency * (Math.cos(angle) * dy[OFFSET + sin] - Math.sin(angle) * dy[OFFSET + cos]);
            }
        }
        String what = half + " waves, shift " + shift + ", cosines from " + cosines;
        float[] y = output(N * 2 * half);
        TimestepKernels.forward(y, OFFSET, t, OFFSET, N, half, frequencies, cosines);
        assertClose(what, y, waves, 1e-7);
        float[] dt = output(N);
        TimestepKernels.backward(dt, OFFSET, dy, OFFSET, y, OFFSET, N, half, frequencies, cosines);
        assertClose(what + ", gradient", dt, gradient, 1e-6);
    }
}
