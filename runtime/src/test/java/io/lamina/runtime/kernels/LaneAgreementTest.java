package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static io.lamina.runtime.kernels.Tensors.toDoubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vector lane against the plain lane over odd sizes. */
class LaneAgreementTest {
    private static final int[] SIZES = {1, 4, 6, 8, 13, 16, 25, 33};

    @BeforeEach
    void needsTheVectorLane() {
        assumeThat(Lane.VECTOR).isTrue();
    }

    @Test
    void dense() {
        for (int n : SIZES) {
            for (int in : SIZES) {
                for (int out : SIZES) {
                    float[] x = random(1, n * in);
                    float[] w = random(2, in * out);
                    float[] b = random(3, out);
                    float[] dy = random(4, n * out);
                    String what = n + " x " + in + " x " + out;
                    float[] scratch =
                            new float[DenseKernels.scratch(Math.max(in, out), Math.max(n, Math.max(in, out)))];
                    float[] plain = output(n * out);
                    float[] vector = output(n * out);
                    PlainDense.forward(
                            plain, OFFSET, x, OFFSET, w, OFFSET, b, OFFSET, n, in, out, Activations.SILU, 0f);
                    VectorDense.forward(
                            vector,
                            OFFSET,
                            x,
                            OFFSET,
                            w,
                            OFFSET,
                            b,
                            OFFSET,
                            scratch,
                            0,
                            n,
                            in,
                            out,
                            Activations.SILU,
                            0f);
                    assertClose(what, vector, toDoubles(plain), 2e-6);
                    plain = output(n * in);
                    vector = output(n * in);
                    PlainDense.backwardInput(plain, OFFSET, dy, OFFSET, w, OFFSET, n, in, out);
                    VectorDense.backwardInput(vector, OFFSET, dy, OFFSET, w, OFFSET, scratch, 0, n, in, out);
                    assertClose(what, vector, toDoubles(plain), 2e-6);
                    plain = output(in * out);
                    vector = output(in * out);
                    PlainDense.backwardWeights(plain, OFFSET, x, OFFSET, dy, OFFSET, n, in, out, 0, in);
                    VectorDense.backwardWeights(vector, OFFSET, x, OFFSET, dy, OFFSET, scratch, 0, n, in, out, 0, in);
                    assertClose(what, vector, toDoubles(plain), 2e-6);
                }
            }
        }
    }

    @Test
    void recurrentSteps() {
        for (int u : new int[] {1, 5, 13, 16, 33, 70}) {
            float[] sums = random(1, 4 * u);
            float[] before = random(2, u);
            float[] dh = random(3, u);
            for (boolean gru : new boolean[] {false, true}) {
                float[][] plain = {Tensors.copy(sums), Tensors.copy(before), Tensors.copy(dh), Tensors.copy(before)};
                float[][] vector = {Tensors.copy(sums), Tensors.copy(before), Tensors.copy(dh), Tensors.copy(before)};
                recurrentStep(plain, before, gru, false, u);
                recurrentStep(vector, before, gru, true, u);
                for (int i = 0; i < plain.length; i++) {
                    assertClose("recurrent " + gru + " " + i + " of " + u, vector[i], toDoubles(plain[i]), 2e-6);
                }
            }
        }
    }

    /** Forward, then backward over the gates: sums, cell or state, gradient, and one more. */
    private static void recurrentStep(float[][] a, float[] before, boolean gru, boolean vector, int u) {
        int o = OFFSET;
        if (gru) {
            float[] dr = output(3 * u);
            if (vector) {
                VectorGru.step(a[0], o, u, 0, a[0], o + 3 * u, a[3], o, u);
                VectorGru.backward(a[0], o, dr, o, a[2], o, a[0], o, u, 0, a[0], o + 3 * u, before, o, u);
            } else {
                PlainGru.step(a[0], o, u, 0, a[0], o + 3 * u, a[3], o, u);
                PlainGru.backward(a[0], o, dr, o, a[2], o, a[0], o, u, 0, a[0], o + 3 * u, before, o, u, 0);
            }
            System.arraycopy(dr, o + 2 * u, a[1], o, u);
        } else if (vector) {
            float[] tanhs = new float[u];
            VectorLstm.steps(a[0], o, a[1], o, a[3], o, 1, u);
            VectorLstm.tanhs(tanhs, 0, a[0], o, before, o, u);
            VectorLstm.backward(a[0], o, a[1], o, a[2], o, a[0], o, before, o, tanhs, 0, u);
        } else {
            float[] tanhs = new float[u];
            PlainLstm.step(a[0], o, a[1], o, a[3], o, u);
            PlainLstm.tanhs(tanhs, 0, a[0], o, before, o, u);
            PlainLstm.backward(a[0], o, a[1], o, a[2], o, a[0], o, before, o, tanhs, 0, u, 0);
        }
    }

    @Test
    void conv2d() {
        for (Conv2dGeometry g : Conv2dCases.all()) {
            int n = 5;
            int weights = g.kH * g.kW * g.groupIn * g.outC;
            float[] x = random(1, n * g.inSize);
            float[] w = random(2, weights);
            float[] b = random(3, g.outC);
            float[] dy = random(4, n * g.outSize);
            String what = Conv2dCases.name(n, g);
            float[] plain = output(n * g.outSize);
            float[] vector = output(n * g.outSize);
            PlainConv2d.forward(plain, OFFSET, x, OFFSET, w, OFFSET, b, OFFSET, n, g, Activations.TANH, 0f);
            VectorConv2d.forward(
                    vector,
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
                    Activations.TANH,
                    0f);
            assertClose(what, vector, toDoubles(plain), 4e-6);
            plain = output(n * g.inSize);
            vector = output(n * g.inSize);
            float[] scratch = new float[Conv2dKernels.inputScratch(g)];
            for (float[] a : new float[][] {Kernels.NONE, random(5, n * g.inSize)}) {
                PlainConv2d.backwardInput(plain, OFFSET, dy, OFFSET, w, OFFSET, a, OFFSET, n, g);
                VectorConv2dBackward.input(vector, OFFSET, dy, OFFSET, w, OFFSET, a, OFFSET, scratch, 0, n, g);
                assertClose(what, vector, toDoubles(plain), 4e-6);
            }
            plain = output(weights);
            vector = output(weights);
            PlainConv2d.backwardWeights(plain, OFFSET, x, OFFSET, dy, OFFSET, n, g, 0, weights / g.outC);
            VectorConv2dBackward.weights(
                    vector,
                    OFFSET,
                    x,
                    OFFSET,
                    dy,
                    OFFSET,
                    new float[Conv2dKernels.weightScratch(g)],
                    0,
                    n,
                    g,
                    0,
                    weights / g.outC);
            assertClose(what, vector, toDoubles(plain), 4e-6);
        }
    }

    @Test
    void activations() {
        for (int f = 0; f < Activations.COUNT; f++) {
            for (int n : new int[] {1, 4, 6, 8, 13, 16, 25, 33, 1000}) {
                float[] x = random(f, n);
                float[] dy = random(9, n);
                for (int i = 0; i < n; i++) {
                    x[OFFSET + i] = f == Activations.LOG ? Math.abs(x[OFFSET + i]) : 5 * x[OFFSET + i];
                }
                String what = "activation " + f + " of " + n;
                float[] plain = output(n);
                float[] vector = output(n);
                PlainActivation.forward(plain, OFFSET, x, OFFSET, n, f, 0.2f);
                VectorActivation.forward(vector, OFFSET, x, OFFSET, n, f, 0.2f);
                assertClose(what, vector, toDoubles(plain), 1e-6);
                PlainActivation.backward(plain, OFFSET, dy, OFFSET, x, OFFSET, n, f, 0.2f);
                VectorActivationBackward.backward(vector, OFFSET, dy, OFFSET, x, OFFSET, n, f, 0.2f);
                assertClose(what + " gradient", vector, toDoubles(plain), 1e-6);
            }
        }
    }

    @Test
    void pooling() {
        for (int c : SIZES) {
            Pool2dGeometry g = new Pool2dGeometry(5, 6, c, 5, 6, 3, 3, 1, 1, 1, 1, false);
            float[] x = random(1, g.inSize);
            float[] plain = output(g.outW * c);
            float[] vector = output(g.outW * c);
            int[] plainPlaces = new int[g.outW * c];
            int[] vectorPlaces = new int[g.outW * c];
            for (int oh = 0; oh < g.outH; oh++) {
                PlainPool2d.maxRow(plain, OFFSET, plainPlaces, 0, x, OFFSET, g.inH, oh, g);
                VectorPool2d.maxRow(vector, OFFSET, vectorPlaces, 0, x, OFFSET, g.inH, oh, g);
                assertThat(vector).isEqualTo(plain);
                assertThat(vectorPlaces).isEqualTo(plainPlaces);
            }
        }
    }

    @Test
    void norms() {
        for (int c : new int[] {1, 4, 6, 8, 13, 16, 24, 25, 32, 33, 48, 64, 70, 96, 128}) {
            for (int rows : new int[] {5, 7, 64}) {
                String what = rows + " x " + c;
                float[] x = random(1, rows * c);
                float[] g = random(2, rows * c);
                float[] mean = random(3, c);
                float[] start = random(4, 3 * c);
                float[] plain = Tensors.copy(start);
                float[] vector = Tensors.copy(start);
                int sum = OFFSET + c;
                int squares = OFFSET + 2 * c;
                PlainNorm.addMoments(plain, sum, squares, OFFSET, x, OFFSET, rows, c, 0);
                VectorNormSums.addMoments(vector, sum, squares, OFFSET, x, OFFSET, rows, c);
                assertClose(what + " moments", vector, toDoubles(plain), 2e-6);
                PlainNorm.addProducts(plain, sum, squares, g, OFFSET, x, OFFSET, mean, OFFSET, rows, c, 0);
                VectorNormSums.addProducts(vector, sum, squares, g, OFFSET, x, OFFSET, mean, OFFSET, rows, c);
                assertClose(what + " products", vector, toDoubles(plain), 2e-6);

                float[] band = new float[5 * NormRows.width(c)];
                NormRows.ofGradient(
                        band,
                        0,
                        mean,
                        OFFSET,
                        mean,
                        OFFSET,
                        mean,
                        OFFSET,
                        start,
                        OFFSET,
                        g,
                        OFFSET,
                        Kernels.NONE,
                        0,
                        rows,
                        c,
                        2f);
                plain = output(rows * c);
                vector = output(rows * c);
                PlainNorm.normalize(plain, OFFSET, x, OFFSET, band, 0, rows * c, c, -0.1f);
                VectorNorm.normalize(vector, OFFSET, x, OFFSET, band, 0, rows * c, c, -0.1f);
                assertClose(what + " normal", vector, toDoubles(plain), 2e-6);
                PlainNorm.normalizeAdd(plain, OFFSET, x, OFFSET, g, OFFSET, band, 0, rows * c, c, -0.1f);
                VectorNorm.normalizeAdd(vector, OFFSET, x, OFFSET, g, OFFSET, band, 0, rows * c, c, -0.1f);
                assertClose(what + " normal and sum", vector, toDoubles(plain), 2e-6);
                PlainNorm.inputGradient(plain, OFFSET, g, OFFSET, x, OFFSET, band, 0, rows * c, c);
                VectorNorm.inputGradient(vector, OFFSET, g, OFFSET, x, OFFSET, band, 0, rows * c, c);
                assertClose(what + " gradient", vector, toDoubles(plain), 2e-6);
                NormRows.ofGradient(
                        band, 0, mean, OFFSET, mean, OFFSET, mean, OFFSET, start, OFFSET, g, OFFSET, mean, OFFSET, rows,
                        c, 2f);
                PlainNorm.inputGradient(plain, OFFSET, g, OFFSET, x, OFFSET, band, 0, rows * c, c);
                VectorNorm.inputGradient(vector, OFFSET, g, OFFSET, x, OFFSET, band, 0, rows * c, c);
                assertClose(what + " gradient behind ReLU", vector, toDoubles(plain), 2e-6);
            }
        }
    }

    /** However many vectors of channels are taken at a time: a channel's sums are made down the rows. */
    @Test
    void sumsOfNormsHaveTheSameBitsAmongAnyChannels() {
        int rows = 37;
        for (int c = VectorWidth.LANES; c <= 132; c++) {
            float[] x = random(1, rows * c);
            float[] g = random(2, rows * c);
            float[] mean = random(3, c);
            float[] moments = Tensors.copy(random(4, 3 * c));
            float[] products = Tensors.copy(random(5, 2 * c));
            float[] expectedMoments = moments.clone();
            float[] expectedProducts = products.clone();
            for (int j = OFFSET; j < OFFSET + c; j++) {
                float[] sums = new float[4];
                for (int at = j; at < x.length; at += c) {
                    float d = x[at] - moments[j];
                    sums[0] += d;
                    sums[1] = Math.fma(d, d, sums[1]);
                    sums[2] += g[at];
                    sums[3] = Math.fma(x[at] - mean[j], g[at], sums[3]);
                }
                expectedMoments[j + c] += sums[0];
                expectedMoments[j + 2 * c] += sums[1];
                expectedProducts[j] += sums[2];
                expectedProducts[j + c] += sums[3];
            }
            VectorNormSums.addMoments(moments, OFFSET + c, OFFSET + 2 * c, OFFSET, x, OFFSET, rows, c);
            VectorNormSums.addProducts(products, OFFSET, OFFSET + c, g, OFFSET, x, OFFSET, mean, OFFSET, rows, c);
            assertThat(Tensors.bits(moments)).as(c + " moments").isEqualTo(Tensors.bits(expectedMoments));
            assertThat(Tensors.bits(products)).as(c + " products").isEqualTo(Tensors.bits(expectedProducts));
        }
    }

    /** The one pass behind ReLU against its gradient and the sums, one after the other. */
    @Test
    void sumsOfNormsBehindReluHaveTheBitsOfTwoPasses() {
        for (int c : new int[] {8, 16, 32, 33, 64}) {
            for (int rows : new int[] {1, 5, 64, 150}) {
                float[] x = random(1, rows * c);
                float[] dy = random(2, rows * c);
                float[] v = random(3, rows * c);
                float[] mean = random(4, c);
                float[] unusual = {Float.NaN, 0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
                System.arraycopy(unusual, 0, v, OFFSET, unusual.length);
                dy[OFFSET + c - 1] = Float.NaN;
                dy[OFFSET + c - 2] = -0f;
                float[] g = output(rows * c);
                float[] sums = output(2 * c);
                ActivationKernels.backward(g, OFFSET, dy, OFFSET, v, OFFSET, rows * c, Activations.RELU, 0f);
                NormChunks.products(sums, OFFSET, g, OFFSET, x, OFFSET, mean, OFFSET, rows, c);
                float[] overDy = Tensors.copy(dy);
                float[] overV = Tensors.copy(v);
                float[] apart = output(rows * c);
                for (float[] to : new float[][] {apart, overDy, overV}) {
                    float[] found = output(2 * c);
                    float[] from = to == overDy ? overDy : dy;
                    float[] value = to == overV ? overV : v;
                    NormChunks.activeProducts(
                            found,
                            OFFSET,
                            to,
                            OFFSET,
                            from,
                            OFFSET,
                            value,
                            OFFSET,
                            x,
                            OFFSET,
                            mean,
                            OFFSET,
                            rows,
                            c,
                            Activations.RELU,
                            0f);
                    assertThat(Tensors.bits(to)).as(rows + " x " + c).isEqualTo(Tensors.bits(g));
                    assertThat(Tensors.bits(found)).as(rows + " x " + c).isEqualTo(Tensors.bits(sums));
                }
            }
        }
    }

    @Test
    void rowNorms() {
        for (int c : new int[] {1, 4, 6, 8, 13, 16, 17, 25, 33, 64, 70, 100}) {
            String what = "row of " + c;
            int rows = 7;
            float[] x = random(1, rows * c);
            float[] g = random(2, rows * c);
            float[] w = random(3, c);
            float[] b = random(4, c);
            float[] statistics = random(5, rows);
            float[] plain = {
                PlainSoftmax.sum(x, OFFSET, c),
                PlainRowNorm.squares(x, OFFSET, c, 0.1f),
                PlainDense.dot(x, OFFSET, g, OFFSET, c),
                PlainRowNorm.product(g, OFFSET, w, OFFSET, x, OFFSET, c, 0.1f)
            };
            float[] vector = {
                VectorRowNorm.sum(x, OFFSET, c),
                VectorRowNorm.squares(x, OFFSET, c, 0.1f),
                VectorRowNorm.dot(x, OFFSET, g, OFFSET, c),
                VectorRowNorm.product(g, OFFSET, w, OFFSET, x, OFFSET, c, 0.1f)
            };
            assertThat(vector).as(what + " sums").containsExactly(plain, within(1e-5f));
            plain = output(c);
            vector = output(c);
            PlainRowNorm.normalize(plain, OFFSET, x, OFFSET, w, OFFSET, b, OFFSET, c, 0.1f, 1.5f);
            VectorRowNorm.normalize(vector, OFFSET, x, OFFSET, w, OFFSET, b, OFFSET, c, 0.1f, 1.5f);
            assertClose(what, vector, toDoubles(plain), 2e-6);
            PlainRowNorm.normalize(plain, OFFSET, x, OFFSET, w, OFFSET, Kernels.NONE, 0, c, 0.1f, 1.5f);
            VectorRowNorm.normalize(vector, OFFSET, x, OFFSET, w, OFFSET, Kernels.NONE, 0, c, 0.1f, 1.5f);
            assertClose(what + " without bias", vector, toDoubles(plain), 2e-6);
            PlainRowNorm.gradient(plain, OFFSET, g, OFFSET, w, OFFSET, x, OFFSET, c, 0.1f, 1.5f, 0.3f, 0.2f);
            VectorRowNorm.gradient(vector, OFFSET, g, OFFSET, w, OFFSET, x, OFFSET, c, 0.1f, 1.5f, 0.3f, 0.2f);
            assertClose(what + " gradient", vector, toDoubles(plain), 2e-6);
            plain = Tensors.copy(random(6, 2 * c));
            vector = plain.clone();
            PlainRowNorm.addSums(
                    plain, OFFSET, g, OFFSET, x, OFFSET, statistics, OFFSET, statistics, OFFSET, rows, c, 0);
            VectorRowNorm.addSums(
                    vector, OFFSET, g, OFFSET, x, OFFSET, statistics, OFFSET, statistics, OFFSET, rows, c);
            assertClose(what + " weights", vector, toDoubles(plain), 2e-6);
        }
    }

    @Test
    void softmaxAndSums() {
        for (int c : SIZES) {
            for (int n : SIZES) {
                float[] x = random(1, n * c);
                float[] dy = random(2, n * c);
                float[] plain = output(n * c);
                float[] vector = output(n * c);
                PlainSoftmax.forward(plain, OFFSET, x, OFFSET, n, c);
                VectorSoftmax.forward(vector, OFFSET, x, OFFSET, n, c);
                assertClose(n + " x " + c, vector, toDoubles(plain), 1e-6);
                float[] dPlain = output(n * c);
                float[] dVector = output(n * c);
                PlainSoftmax.backward(dPlain, OFFSET, dy, OFFSET, plain, OFFSET, n, c);
                VectorSoftmax.backward(dVector, OFFSET, dy, OFFSET, plain, OFFSET, n, c);
                if (c > 1) {
                    assertClose(n + " x " + c + " gradient", dVector, toDoubles(dPlain), 2e-5);
                }
                plain = output(c);
                vector = output(c);
                PlainReduce.sumRows(plain, OFFSET, x, OFFSET, n, c, 0, c);
                VectorReduce.sumRows(vector, OFFSET, x, OFFSET, n, c, 0, c);
                assertClose(n + " x " + c + " sum", vector, toDoubles(plain), 2e-6);
            }
        }
    }
}
