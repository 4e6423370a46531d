package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link Pool2dKernels#maxBackward} of 2x2 windows side by side: no two of them meet, so every element is written once. */
final class VectorPool2dBackward {
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, VectorWidth.FLOATS.vectorShape());
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorPool2dBackward() {}

    static void images(float[] dx, int dxo, float[] dy, int dyo, int[] argmax, int ao, int n, Pool2dGeometry g) {
        boolean fits = g.channels >= L && g.quads() && g.kH == 2 && g.strideH == 2;
        if (!fits || g.padTop != 0 || 2 * g.outH > g.inH) {
            PlainPool2d.maxBackward(dx, dxo, dy, dyo, argmax, ao, n, g);
            return;
        }
        for (int i = 0; i < n; i++) {
            int out = i * g.outSize;
            image(dx, dxo + i * g.inSize, dy, dyo + out, argmax, ao + out, g);
        }
    }

    /** What no window covers, to the right of them and below, is zero. */
    private static void image(float[] dx, int dxo, float[] dy, int dyo, int[] argmax, int ao, Pool2dGeometry g) {
        int row = g.inW * g.channels;
        int covered = 2 * g.outW * g.channels;
        for (int oh = 0; oh < g.outH; oh++) {
            int from = oh * g.outW * g.channels;
            int upper = dxo + 2 * oh * row;
            row(dx, upper, dy, dyo + from, argmax, ao + from, 2 * oh * g.inW, g);
            if (covered < row) {
                ArithmeticKernels.fill(dx, upper + covered, row - covered, 0f);
                ArithmeticKernels.fill(dx, upper + row + covered, row - covered, 0f);
            }
        }
        int below = 2 * g.outH * row;
        ArithmeticKernels.fill(dx, dxo + below, g.inSize - below, 0f);
    }

    /** A row of windows; the row at {@code upper} in the gradient begins with {@code place}. */
    static void row(float[] dx, int upper, float[] dy, int dyo, int[] argmax, int ao, int place, Pool2dGeometry g) {
        int c = g.channels;
        int last = c - L;
        int lower = upper + g.inW * c;
        int pixel = 0;
        int j = 0;
        while (pixel < g.outW) {
            int from = pixel * c + j;
            int at = from + pixel * c;
            // Masks of ints choose among bits: JDK 17 cannot turn them into masks of floats in registers.
            IntVector d = FloatVector.fromArray(S, dy, dyo + from).reinterpretAsInts();
            IntVector p = IntVector.fromArray(I, argmax, ao + from).sub(place + 2 * pixel);
            IntVector.zero(I)
                    .blend(d, p.compare(VectorOperators.EQ, 0))
                    .reinterpretAsFloats()
                    .intoArray(dx, upper + at);
            IntVector.zero(I)
                    .blend(d, p.compare(VectorOperators.EQ, 1))
                    .reinterpretAsFloats()
                    .intoArray(dx, upper + at + c);
            IntVector.zero(I)
                    .blend(d, p.compare(VectorOperators.EQ, g.inW))
                    .reinterpretAsFloats()
                    .intoArray(dx, lower + at);
            IntVector.zero(I)
                    .blend(d, p.compare(VectorOperators.EQ, g.inW + 1))
                    .reinterpretAsFloats()
                    .intoArray(dx, lower + at + c);
            pixel += j == last ? 1 : 0;
            j = j == last ? 0 : Math.min(j + L, last);
        }
    }
}
