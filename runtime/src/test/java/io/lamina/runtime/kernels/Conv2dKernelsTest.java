package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class Conv2dKernelsTest {
    private static final int[] BATCHES = {1, 2, 4, 9};

    @Test
    void forwardSumsOverTheTapsInsideTheImage() {
        for (Conv2dGeometry g : Conv2dCases.all()) {
            for (int n : BATCHES) {
                float[] x = random(1, n * g.inSize);
                float[] w = random(2, weights(g));
                float[] b = random(3, g.outC);
                double[] expected = Conv2dCases.forward(x, w, b, n, g);
                float[] y = output(n * g.outSize);
                Conv2dKernels.forward(
                        y,
                        OFFSET,
                        x,
                        OFFSET,
                        w,
                        OFFSET,
                        b,
                        OFFSET,
                        new float[Conv2dKernels.scratch(g)],
                        0,
                        n,
                        g,
                        Activations.LINEAR,
                        0f);
                assertClose(Conv2dCases.name(n, g), y, expected, 2e-6);

                for (int i = 0; i < expected.length; i++) {
                    expected[i] = Math.max(0, expected[i] - b[OFFSET + i % g.outC]);
                }
                y = output(n * g.outSize);
                Conv2dKernels.forward(
                        y,
                        OFFSET,
                        x,
                        OFFSET,
                        w,
                        OFFSET,
                        Kernels.NONE,
                        0,
                        new float[Conv2dKernels.scratch(g)],
                        0,
                        n,
                        g,
                        Activations.RELU,
                        0f);
                assertClose(Conv2dCases.name(n, g) + " without bias, relu", y, expected, 2e-6);
            }
        }
    }

    @Test
    void backwardInputSumsOverTheOutputsThatReadAPixel() {
        for (Conv2dGeometry g : Conv2dCases.all()) {
            for (int n : BATCHES) {
                float[] dy = random(1, n * g.outSize);
                float[] w = random(2, weights(g));
                float[] dx = output(n * g.inSize);
                Conv2dKernels.backwardInput(
                        dx, OFFSET, dy, OFFSET, w, OFFSET, new float[Conv2dKernels.inputScratch(g)], 0, n, g);
                assertClose(Conv2dCases.name(n, g), dx, Conv2dCases.inputGradient(dy, w, n, g), 2e-6);
            }
        }
    }

    @Test
    void addBackwardInputAddsWhatBackwardInputGives() {
        for (Conv2dGeometry g : Conv2dCases.all()) {
            for (int n : BATCHES) {
                float[] dy = random(1, n * g.outSize);
                float[] w = random(2, weights(g));
                float[] a = random(3, n * g.inSize);
                float[] scratch = new float[Conv2dKernels.inputScratch(g)];
                float[] dx = output(n * g.inSize);
                Conv2dKernels.addBackwardInput(dx, OFFSET, dy, OFFSET, w, OFFSET, a, OFFSET, scratch, 0, n, g);
                double[] expected = Conv2dCases.inputGradient(dy, w, n, g);
                for (int i = 0; i < expected.length; i++) {
                    expected[i] += a[OFFSET + i];
                }
                assertClose(Conv2dCases.name(n, g), dx, expected, 2e-6);
                float[] inPlace = Tensors.copy(a);
                for (int i = 0; i < n; i++) {
                    int image = OFFSET + i * g.inSize;
                    int gradient = OFFSET + i * g.outSize;
                    Conv2dKernels.addBackwardInput(
                            inPlace, image, dy, gradient, w, OFFSET, inPlace, image, scratch, 0, 1, g);
                }
                assertThat(Tensors.bits(inPlace)).as(Conv2dCases.name(n, g)).isEqualTo(Tensors.bits(dx));
            }
        }
    }

    @Test
    void backwardWeightsSumsOverTheOutputsThatUseATap() {
        for (Conv2dGeometry g : Conv2dCases.all()) {
            for (int n : BATCHES) {
                float[] x = random(1, n * g.inSize);
                float[] dy = random(2, n * g.outSize);
                float[] dw = output(weights(g));
                float[] scratch = new float[Conv2dKernels.weightScratch(g)];
                int rows = weights(g) / g.outC;
                int cut = rows / 2;
                Conv2dKernels.backwardWeights(dw, OFFSET, x, OFFSET, dy, OFFSET, scratch, 0, n, g, cut, rows);
                Conv2dKernels.backwardWeights(dw, OFFSET, x, OFFSET, dy, OFFSET, scratch, 0, n, g, 0, cut);
                assertClose(Conv2dCases.name(n, g), dw, Conv2dCases.weightGradient(x, dy, n, g), 4e-6);
                float[] whole = output(weights(g));
                Conv2dKernels.backwardWeights(whole, OFFSET, x, OFFSET, dy, OFFSET, scratch, 0, n, g, 0, rows);
                assertThat(Tensors.bits(dw)).as(Conv2dCases.name(n, g)).isEqualTo(Tensors.bits(whole));
            }
        }
    }

    @Test
    void gradientsByTheWeightsOfRunsOfImagesAddUpHoweverTheyAreCut() {
        for (Conv2dGeometry g : Conv2dCases.all()) {
            for (int n : BATCHES) {
                float[] x = random(1, n * g.inSize);
                float[] dy = random(2, n * g.outSize);
                int size = weights(g);
                int rows = (g.patch + 3) / 4 * 4 * Conv2dKernels.CHUNKS;
                float[] parts = new float[Conv2dKernels.CHUNKS * size];
                float[] cut = parts.clone();
                float[] scratch = new float[Conv2dKernels.weightScratch(g)];
                Conv2dKernels.backwardWeightsByChunk(parts, 0, x, OFFSET, dy, OFFSET, scratch, 0, n, g, 0, rows);
                for (int third = 3; third > 0; third--) {
                    int from = rows / 4 * (third - 1) / 3 * 4;
                    int to = rows / 4 * third / 3 * 4;
                    Conv2dKernels.backwardWeightsByChunk(cut, 0, x, OFFSET, dy, OFFSET, scratch, 0, n, g, from, to);
                }
                assertThat(cut).as(Conv2dCases.name(n, g)).isEqualTo(parts);
                float[] dw = output(size);
                ReduceKernels.sumRows(dw, OFFSET, parts, 0, Conv2dKernels.CHUNKS, size, 0, size);
                assertClose(Conv2dCases.name(n, g), dw, Conv2dCases.weightGradient(x, dy, n, g), 4e-6);
            }
        }
    }

    @Test
    void imagesTooLargeToBeComputedTogetherGiveTheSame() {
        Conv2dGeometry g = Conv2dCases.of(4, 360, 16, 8, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        float[] x = random(1, 5 * g.inSize);
        float[] w = random(2, weights(g));
        float[] b = random(3, g.outC);
        float[] y = output(5 * g.outSize);
        Conv2dKernels.forward(
                y,
                OFFSET,
                x,
                OFFSET,
                w,
                OFFSET,
                b,
                OFFSET,
                new float[Conv2dKernels.scratch(g)],
                0,
                5,
                g,
                Activations.LINEAR,
                0f);
        assertClose(Conv2dCases.name(5, g), y, Conv2dCases.forward(x, w, b, 5, g), 2e-6);
    }

    @Test
    void theFirstImagesWhoseRowsAreCutShortForTheJitHaveTheSameBits() {
        Conv2dGeometry g = Conv2dCases.of(7, 15, 1, 32, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Pool2dGeometry p = new Pool2dGeometry(g.outH, g.outW, g.outC, 2, 6, 2, 2, 2, 2, 0, 0, false);
        float[] x = random(1, g.inSize);
        float[] w = random(2, weights(g));
        float[] b = random(3, g.outC);
        float[] scratch = new float[Conv2dKernels.poolScratch(g, p)];
        float[] first = new float[g.outSize + p.outSize];
        int[] firstPlaces = new int[p.outSize];
        float[] last = new float[g.outSize + p.outSize];
        int[] lastPlaces = new int[p.outSize];
        forwardAndPooled(first, firstPlaces, x, w, b, scratch, g, p);
        for (int i = 0; i < 5000 && !isWarm(g); i++) {
            forwardAndPooled(last, lastPlaces, x, w, b, scratch, g, p);
        }
        forwardAndPooled(last, lastPlaces, x, w, b, scratch, g, p);
        assertThat(Tensors.bits(last)).isEqualTo(Tensors.bits(first));
        assertThat(lastPlaces).isEqualTo(firstPlaces);
    }

    private static void forwardAndPooled(
            float[] y,
            int[] places,
            float[] x,
            float[] w,
            float[] b,
            float[] scratch,
            Conv2dGeometry g,
            Pool2dGeometry p) {
        int relu = Activations.RELU;
        Conv2dKernels.forward(y, 0, x, OFFSET, w, OFFSET, b, OFFSET, scratch, 0, 1, g, relu, 0f);
        Conv2dKernels.forwardMaxPool(
                y, g.outSize, places, 0, x, OFFSET, w, OFFSET, b, OFFSET, scratch, 0, 1, g, p, relu, 0f);
    }

    @Test
    void anImageDoesNotDependOnTheOthersInItsBatch() {
        for (Conv2dGeometry g : Conv2dCases.all()) {
            float[] x = random(1, 9 * g.inSize);
            float[] w = random(2, weights(g));
            float[] b = random(3, g.outC);
            float[] together = new float[9 * g.outSize];
            float[] alone = new float[9 * g.outSize];
            Conv2dKernels.forward(
                    together,
                    0,
                    x,
                    OFFSET,
                    w,
                    OFFSET,
                    b,
                    OFFSET,
                    new float[Conv2dKernels.scratch(g)],
                    0,
                    9,
                    g,
                    Activations.RELU,
                    0f);
            for (int i = 0; i < 9; i++) {
                Conv2dKernels.forward(
                        alone,
                        i * g.outSize,
                        x,
                        OFFSET + i * g.inSize,
                        w,
                        OFFSET,
                        b,
                        OFFSET,
                        new float[Conv2dKernels.scratch(g)],
                        0,
                        1,
                        g,
                        Activations.RELU,
                        0f);
            }
            assertThat(Tensors.bits(alone)).as(Conv2dCases.name(9, g)).isEqualTo(Tensors.bits(together));
        }
    }

    @Test
    void theGradientByAnImageDoesNotDependOnTheOthersInItsBatch() {
        for (Conv2dGeometry g : Conv2dCases.all()) {
            float[] dy = random(1, 9 * g.outSize);
            float[] w = random(2, weights(g));
            float[] together = new float[9 * g.inSize];
            float[] alone = new float[9 * g.inSize];
            float[] scratch = new float[Conv2dKernels.inputScratch(g)];
            Conv2dKernels.backwardInput(together, 0, dy, OFFSET, w, OFFSET, scratch, 0, 9, g);
            for (int i = 0; i < 9; i++) {
                Conv2dKernels.backwardInput(
                        alone, i * g.inSize, dy, OFFSET + i * g.outSize, w, OFFSET, scratch, 0, 1, g);
            }
            assertThat(Tensors.bits(alone)).as(Conv2dCases.name(9, g)).isEqualTo(Tensors.bits(together));
        }
    }

    @Test
    void poolingBehindTheConvolutionEqualsTheTwoInSequence() {
        for (Conv2dGeometry g : Conv2dCases.all()) {
            if (g.outH >= 3 && g.outW >= 3) {
                checkMaxPool(
                        5,
                        g,
                        new Pool2dGeometry(g.outH, g.outW, g.outC, g.outH / 2, g.outW / 2, 2, 2, 2, 2, 0, 0, false));
                checkMaxPool(
                        2,
                        g,
                        new Pool2dGeometry(g.outH, g.outW, g.outC, g.outH - 2, g.outW - 2, 3, 3, 1, 1, 0, 0, false));
                checkMaxPool(
                        1,
                        g,
                        new Pool2dGeometry(
                                g.outH,
                                g.outW,
                                g.outC,
                                (g.outH - 1) / 3 + 1,
                                (g.outW - 2) / 3 + 1,
                                1,
                                2,
                                3,
                                3,
                                0,
                                0,
                                false));
            }
        }
    }

    @Test
    void aMaximumOfAWindowWithoutNumbersIsNoneWhateverTheOthersAre() {
        for (int channels : new int[] {1, 3}) {
            assertThat(maximaOf(channels, Float.NaN, 1f)).contains(Float.NaN);
        }
    }

    @Test
    void maximaOfSumsThatOverflowAreThoseOfTheSumsInSequence() {
        for (int channels : new int[] {1, 3}) {
            assertThat(maximaOf(channels, Float.POSITIVE_INFINITY, 1f)).isNotEmpty();
            assertThat(maximaOf(channels, Float.MAX_VALUE, 1f)).isNotEmpty();
            assertThat(maximaOf(channels, 1e19f, 1e19f)).isNotEmpty();
            assertThat(maximaOf(channels, 0.5f, Float.POSITIVE_INFINITY)).isNotEmpty();
        }
    }

    /** Of two images, the second with {@code pixel} in it, by weights times {@code factor}: pooled behind ReLU at once and in sequence. */
    private static float[] maximaOf(int channels, float pixel, float factor) {
        Conv2dGeometry g = Conv2dCases.of(8, 14, channels, 32, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Pool2dGeometry p = new Pool2dGeometry(6, 12, 32, 3, 6, 2, 2, 2, 2, 0, 0, false);
        float[] x = random(1, 2 * g.inSize);
        x[OFFSET + g.inSize + (4 * 14 + 7) * channels] = pixel;
        float[] w = random(2, weights(g));
        for (int i = 0; i < w.length; i++) {
            w[i] *= factor;
        }
        float[] scratch = new float[Conv2dKernels.poolScratch(g, p)];
        float[] conv = new float[2 * g.outSize];
        Conv2dKernels.forward(conv, 0, x, OFFSET, w, OFFSET, Kernels.NONE, 0, scratch, 0, 2, g, Activations.RELU, 0f);
        float[] expected = new float[2 * p.outSize];
        int[] places = new int[2 * p.outSize];
        Pool2dKernels.maxForward(expected, 0, places, 0, conv, 0, 2, p);
        float[] y = new float[2 * p.outSize];
        Conv2dKernels.forwardMaxPool(
                y,
                0,
                Kernels.NO_INTS,
                0,
                x,
                OFFSET,
                w,
                OFFSET,
                Kernels.NONE,
                0,
                scratch,
                0,
                2,
                g,
                p,
                Activations.RELU,
                0f);
        assertThat(Tensors.bits(y)).isEqualTo(Tensors.bits(expected));
        return y;
    }

    private static void checkMaxPool(int n, Conv2dGeometry g, Pool2dGeometry p) {
        float[] x = random(1, n * g.inSize);
        float[] w = random(2, weights(g));
        float[] b = random(3, g.outC);
        float[] conv = new float[n * g.outSize];
        Conv2dKernels.forward(
                conv,
                0,
                x,
                OFFSET,
                w,
                OFFSET,
                Kernels.NONE,
                0,
                new float[Conv2dKernels.scratch(g)],
                0,
                n,
                g,
                Activations.LINEAR,
                0f);
        float[] expected = output(n * p.outSize);
        int[] places = new int[n * p.outSize];
        Pool2dKernels.maxForward(expected, OFFSET, places, 0, conv, 0, n, p);
        ArithmeticKernels.addRow(expected, OFFSET, expected, OFFSET, b, OFFSET, n * p.outH * p.outW, g.outC);
        ActivationKernels.forward(expected, OFFSET, expected, OFFSET, n * p.outSize, Activations.LEAKY_RELU, 0.1f);

        float[] scratch = output(Conv2dKernels.poolScratch(g, p));
        float[] y = output(n * p.outSize);
        int[] argmax = new int[n * p.outSize];
        Conv2dKernels.forwardMaxPool(
                y,
                OFFSET,
                argmax,
                0,
                x,
                OFFSET,
                w,
                OFFSET,
                b,
                OFFSET,
                scratch,
                OFFSET,
                n,
                g,
                p,
                Activations.LEAKY_RELU,
                0.1f);
        if (p.strideH == 2 || !isInPairsOfRows(g)) {
            assertThat(Tensors.bits(y)).as(Conv2dCases.name(n, g)).isEqualTo(Tensors.bits(expected));
            assertThat(argmax).as(Conv2dCases.name(n, g)).isEqualTo(places);
        } else {
            assertThat(y).as(Conv2dCases.name(n, g)).containsExactly(expected, Offset.offset(1e-5f));
        }
        Tensors.assertBorders("scratch of " + Conv2dCases.name(n, g), scratch);

        float[] withoutPlaces = output(n * p.outSize);
        Conv2dKernels.forwardMaxPool(
                withoutPlaces,
                OFFSET,
                Kernels.NO_INTS,
                0,
                x,
                OFFSET,
                w,
                OFFSET,
                b,
                OFFSET,
                scratch,
                OFFSET,
                n,
                g,
                p,
                Activations.LEAKY_RELU,
                0.1f);
        assertThat(Tensors.bits(withoutPlaces)).isEqualTo(Tensors.bits(y));
    }

    private static boolean isWarm(Conv2dGeometry g) {
        boolean pooled = VectorFewChannelsPooled.WARMUP.over();
        return VectorVerticalWinograd.pays(g) ? pooled && VectorVerticalConv2d.WARMUP.over() : pooled;
    }

    /** Whether rows have other bits in pairs, as some pools have them. */
    private static boolean isInPairsOfRows(Conv2dGeometry g) {
        return Lane.VECTOR && g.fewChannels && VectorVerticalWinograd.pays(g);
    }

    private static int weights(Conv2dGeometry g) {
        return g.kH * g.kW * (g.inC / g.groups) * g.outC;
    }
}
