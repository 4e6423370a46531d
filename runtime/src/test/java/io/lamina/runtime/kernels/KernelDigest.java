package io.lamina.runtime.kernels;

import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Runs kernels of every family over fixed inputs as often as its argument says and prints a checksum of each one's last
 * result. {@link JitStabilityTest} starts it in JVMs that interpret, and in JVMs that compile.
 */
final class KernelDigest {
    private static final int N = 6;
    private static final Conv2dGeometry CONV = Conv2dCases.of(7, 8, 5, 21, 3, 3, 1, 2, 1, 1, 1, 1, 1, 1, 1);
    private static final Conv2dGeometry DEPTHWISE = Conv2dCases.of(6, 6, 19, 19, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 19);
    private static final Pool2dGeometry POOL = new Pool2dGeometry(8, 8, 19, 4, 4, 2, 2, 2, 2, 0, 0, false);

    private static final Conv2dGeometry FIRST = Conv2dCases.of(6, 14, 2, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    private static final Pool2dGeometry QUADS = new Pool2dGeometry(6, 14, 16, 3, 7, 2, 2, 2, 2, 0, 0, false);

    private static final Resampling MIX = new Resampling(true, 9, 3, true);

    private final float[] a = Tensors.random(1, 20_000);
    private final float[] b = Tensors.random(2, 20_000);
    private final float[] c = Tensors.random(3, 20_000);
    private final float[] room = new float[50_000];
    private final int[] places = new int[20_000];
    private final Map<String, Long> sums = new TreeMap<>();

    public static void main(String[] args) {
        int calls = Integer.parseInt(args[0]);
        KernelDigest digest = new KernelDigest();
        for (int i = 0; i < calls; i++) {
            digest.runAll(i == calls - 1);
        }
        System.out.println("lanes " + (Lane.VECTOR ? VectorWidth.LANES : 1));
        digest.sums.forEach((name, sum) -> System.out.println(name + " " + Long.toHexString(sum)));
    }

    private void recurrences(float[] y, boolean last) {
        int u = 19;
        int states = N * 5 * u;
        int cells = states + N * u;
        LstmKernels.forward(
                y,
                0,
                y,
                states,
                y,
                cells,
                y,
                2000,
                Kernels.NONE,
                0,
                y,
                6000,
                a,
                1,
                b,
                2,
                Kernels.NONE,
                0,
                Kernels.NONE,
                0,
                Kernels.NO_INTS,
                0,
                room,
                0,
                N,
                5,
                u,
                true);
        note("lstm", y, last);
        LstmKernels.backward(
                y,
                8000,
                y,
                12000,
                y,
                13000,
                y,
                2000,
                y,
                6000,
                b,
                2,
                c,
                1,
                Kernels.NONE,
                0,
                Kernels.NONE,
                0,
                Kernels.NO_INTS,
                0,
                room,
                0,
                N,
                5,
                u,
                true);
        note("lstm gradient", y, last);
        GruKernels.forward(
                y,
                0,
                y,
                states,
                y,
                2000,
                y,
                cells,
                y,
                5000,
                y,
                6000,
                a,
                1,
                b,
                2,
                c,
                0,
                Kernels.NONE,
                0,
                Kernels.NO_INTS,
                0,
                room,
                0,
                N,
                5,
                u,
                false,
                true);
        note("gru", y, last);
        GruKernels.backward(
                y,
                8000,
                y,
                11000,
                y,
                12000,
                y,
                2000,
                y,
                5000,
                y,
                6000,
                b,
                2,
                c,
                1,
                Kernels.NONE,
                0,
                Kernels.NO_INTS,
                0,
                room,
                0,
                N,
                5,
                u,
                false,
                true);
        note("gru gradient", y, last);
    }

    private void runAll(boolean last) {
        float[] y = new float[20_000];
        DenseKernels.forward(y, 0, a, 1, b, 2, c, 0, room, 0, N, 25, 43, Activations.LINEAR, 0f);
        note("dense", y, last);
        DenseKernels.backwardInput(y, 0, a, 1, b, 2, room, 0, N, 25, 43);
        note("dense input", y, last);
        DenseKernels.backwardWeights(y, 0, a, 1, b, 2, room, 0, N, 25, 43, 0, 25);
        note("dense weights", y, last);
        for (int i = 0; i < 4; i++) {
            MatrixKernels.multiply(
                    y, 0, 50, a, 1, 40, b, 2, 44, room, 0, N, 43, 25, (i & 1) != 0, (i & 2) != 0, true, 0.1f + i);
        }
        note("matrices", y, last);
        recurrences(y, last);
        Conv2dKernels.forward(y, 0, a, 1, b, 2, c, 0, room, 0, N, CONV, Activations.RELU, 0f);
        note("conv", y, last);
        Conv2dKernels.backwardInput(y, 0, a, 1, b, 2, room, 0, N, CONV);
        note("conv input", y, last);
        Conv2dKernels.backwardWeights(y, 0, a, 1, b, 2, room, 0, N, CONV, 0, 45);
        note("conv weights", y, last);
        Conv2dKernels.forward(y, 0, a, 1, b, 2, c, 0, room, 0, N, DEPTHWISE, Activations.RELU, 0f);
        note("depthwise", y, last);
        Conv2dKernels.backwardWeights(y, 0, a, 1, b, 2, room, 0, N, DEPTHWISE, 0, 9);
        note("depthwise weights", y, last);
        Pool2dKernels.maxForward(y, 0, places, 0, a, 1, N, POOL);
        note("max pool", y, last);
        Pool2dKernels.avgForward(y, 0, a, 1, N, POOL);
        note("average pool", y, last);
        Pool2dKernels.maxForward(y, 0, places, 0, a, 1, N, QUADS);
        PooledConv2dKernels.backwardWeightsByChunk(y, 0, a, 1, b, 2, places, 0, room, 0, N, FIRST, QUADS, 0, 80);
        note("pooled conv weights", y, last);
        ResampleKernels.resample(y, 0, a, 1, N, 19, MIX);
        note("resample", y, last);
        runRows(y, last);
        for (int f = 0; f < Activations.COUNT; f++) {
            ActivationKernels.forward(y, 0, a, 1, 117, f, 0.1f);
            note("activation " + f, y, last);
            ActivationKernels.backward(y, 0, a, 1, b, 2, 117, f, 0.1f);
            note("activation gradient " + f, y, last);
        }
    }

    private void runRows(float[] y, boolean last) {
        ReduceKernels.sumRows(y, 0, a, 1, 70, 37);
        note("sum of rows", y, last);
        SoftmaxKernels.forward(y, 0, a, 1, N, 37);
        SoftmaxKernels.forward(y, 500, a, 1, N, 10);
        note("softmax", y, last);
        SoftmaxKernels.backward(y, 0, a, 1, b, 2, N, 37);
        note("softmax gradient", y, last);
        runNorm(y, last);
        runRowNorms(y, last);
        LossKernels.binaryCrossEntropy(y, 0, y, 1, a, 1, b, 2, 50, 1f, true);
        LossKernels.crossEntropy(y, 2, y, 3, y, 10, a, 1, places, 0, 1, 37, 1f, 0.1f, -100, true);
        note("losses", y, last);
        RandomKernels.dropout(y, 0, a, 1, 0, 100, 5L, 0.5f);
        note("dropout", y, last);
        RandomKernels.dropoutTransposed(y, 0, a, 1, 3, 4, 5, 5, 5L, 0.5f);
        note("dropout transposed", y, last);
    }

    /** Two chunks of rows, of which the second has fewer, and channels behind the last whole vector. */
    private void runNorm(float[] y, boolean last) {
        int n = 70;
        int ch = 37;
        NormKernels.moments(y, 9000, a, 1, n, ch, 0, NormKernels.CHUNKS);
        NormKernels.statistics(y, 5000, y, 6000, y, 9000, n, ch);
        NormKernels.normalize(
                y, 0, a, 1, b, 2, c, 3, y, 5000, y, 6000, b, 4, y, 8000, n, ch, 1e-3f, Activations.RELU, 0f);
        note("norm", y, last);
        NormKernels.gradientSums(
                y, 9000, y, 13000, b, 2, y, 0, a, 1, y, 5000, n, ch, Activations.RELU, 0f, 0, NormKernels.CHUNKS);
        NormKernels.parameterGradients(
                y, 7000, y, 7100, y, 8000, y, 9000, y, 5000, y, 6000, c, 3, Kernels.NONE, 0, n, ch, 1e-3f);
        NormKernels.inputGradient(y, 0, y, 13000, a, 1, y, 8000, n, ch);
        note("norm gradient", y, last);
    }

    private void runRowNorms(float[] y, boolean last) {
        int n = 70;
        int ch = 37;
        RowNormKernels.forward(y, 0, y, 5000, y, 6000, a, 1, b, 2, c, 3, n, ch, 1e-3f, true);
        note("layer norm", y, last);
        RowNormKernels.inputGradient(y, 0, b, 2, a, 1, y, 5000, y, 6000, c, 3, n, ch, true);
        RowNormKernels.weightSums(y, 9000, b, 2, a, 1, y, 5000, y, 6000, n, ch, 0, NormKernels.CHUNKS);
        RowNormKernels.weightGradient(y, 7000, y, 7100, y, 9000, n, ch);
        note("layer norm gradient", y, last);
        GroupNormKernels.forward(y, 0, y, 5000, y, 6000, a, 1, b, 2, c, 3, room, 0, 3, 23, 40, 8, 1e-3f);
        note("group norm", y, last);
        GroupNormKernels.backward(y, 0, y, 7000, y, 7200, b, 2, a, 1, y, 5000, y, 6000, c, 3, room, 0, 3, 23, 40, 8);
        note("group norm gradient", y, last);
    }

    private void note(String name, float[] y, boolean last) {
        if (last) {
            CRC32 crc = new CRC32();
            for (float v : y) {
                int bits = Float.floatToRawIntBits(v);
                for (int shift = 0; shift < 32; shift += 8) {
                    crc.update(bits >>> shift);
                }
            }
            sums.put(name, crc.getValue());
        }
    }

    private KernelDigest() {
        for (int i = 0; i < places.length; i++) {
            places[i] = i % 37;
        }
    }
}
