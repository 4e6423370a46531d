package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The convolutions that Winograd's algorithm computes: at most 1e-5 of the largest output away from the plain sum. */
class WinogradTest {
    private static final double ERROR = 1e-5;
    private static final List<Conv2dGeometry> CASES = List.of(
            // one row missing above or below, and both at once
            Conv2dCases.of(16, 16, 32, 32, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            Conv2dCases.of(4, 36, 32, 48, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            Conv2dCases.of(14, 14, 32, 32, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            Conv2dCases.of(13, 13, 32, 64, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            Conv2dCases.of(15, 17, 48, 32, 3, 3, 1, 1, 0, 0, 1, 1, 1, 1, 1),
            Conv2dCases.of(16, 21, 32, 80, 3, 3, 1, 1, 2, 1, 0, 2, 1, 1, 1),
            Conv2dCases.of(16, 15, 64, 64, 3, 3, 1, 1, 2, 2, 2, 2, 1, 1, 1));
    /** With a stride: odd and even padding, tiles that cross the edges, rows of several runs. */
    private static final List<Conv2dGeometry> STRIDED = List.of(
            Conv2dCases.of(16, 16, 32, 32, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),
            Conv2dCases.of(25, 28, 32, 48, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),
            Conv2dCases.of(16, 20, 48, 32, 3, 3, 2, 2, 0, 0, 1, 1, 1, 1, 1),
            Conv2dCases.of(15, 16, 64, 80, 3, 3, 2, 2, 2, 1, 0, 0, 1, 1, 1),
            Conv2dCases.of(54, 54, 32, 32, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1));

    private static final List<Conv2dGeometry> ALL =
            Stream.concat(CASES.stream(), STRIDED.stream()).toList();

    @BeforeAll
    static void vectorLane() {
        assumeTrue(Lane.VECTOR);
        assertThat(CASES).allMatch(g -> g.winograd);
        assertThat(STRIDED).allMatch(g -> g.strided && g.stridedInput);
    }

    @Test
    void forwardInputAndWeightGradientAreCloseToTheSum() {
        for (Conv2dGeometry g : ALL) {
            for (int n : new int[] {1, 3}) {
                String name = Conv2dCases.name(n, g);
                float[] x = random(1, n * g.inSize);
                float[] w = random(2, g.patch * g.outC);
                float[] b = random(3, g.outC);
                float[] dy = random(4, n * g.outSize);
                float[] y = output(n * g.outSize);
                float[] scratch = output(Conv2dKernels.scratch(g));
                Conv2dKernels.forward(
                        y, OFFSET, x, OFFSET, w, OFFSET, b, OFFSET, scratch, OFFSET, n, g, Activations.LINEAR, 0f);
                assertClose(name, y, Conv2dCases.forward(x, w, b, n, g), ERROR);
                Tensors.assertBorders("scratch of " + name, scratch);

                float[] dx = output(n * g.inSize);
                scratch = output(Conv2dKernels.inputScratch(g));
                Conv2dKernels.backwardInput(dx, OFFSET, dy, OFFSET, w, OFFSET, scratch, OFFSET, n, g);
                assertClose(name, dx, Conv2dCases.inputGradient(dy, w, n, g), ERROR);
                Tensors.assertBorders("input gradient's scratch of " + name, scratch);

                if (g.winogradInput) {
                    addedToImages(dx, dy, w, n, g);
                }

                float[] dw = output(g.patch * g.outC);
                scratch = output(Conv2dKernels.weightScratch(g));
                int third = g.patch / 3;
                weights(dw, x, dy, scratch, n, g, third, g.patch);
                weights(dw, x, dy, scratch, n, g, 0, third);
                assertClose(name, dw, Conv2dCases.weightGradient(x, dy, n, g), ERROR);
                Tensors.assertBorders("weight gradient's scratch of " + name, scratch);
            }
        }
    }

    /** Where the image goes to another place, where it stays, and image by image: as the sum of both, whose gradients are at hand. */
    private static void addedToImages(float[] gradient, float[] dy, float[] w, int n, Conv2dGeometry g) {
        String name = Conv2dCases.name(n, g);
        float[] a = random(5, n * g.inSize);
        float[] scratch = output(Conv2dKernels.inputScratch(g));
        float[] dx = output(n * g.inSize);
        Conv2dKernels.addBackwardInput(dx, OFFSET, dy, OFFSET, w, OFFSET, a, OFFSET, scratch, OFFSET, n, g);
        float[] sum = output(n * g.inSize);
        ArithmeticKernels.add(sum, OFFSET, a, OFFSET, gradient, OFFSET, n * g.inSize);
        assertThat(Tensors.bits(dx)).as(name).isEqualTo(Tensors.bits(sum));
        Tensors.assertBorders("scratch of the sum of " + name, scratch);
        float[] inPlace = Tensors.copy(a);
        for (int i = 0; i < n; i++) {
            int image = OFFSET + i * g.inSize;
            int of = OFFSET + i * g.outSize;
            Conv2dKernels.addBackwardInput(inPlace, image, dy, of, w, OFFSET, inPlace, image, scratch, OFFSET, 1, g);
        }
        assertThat(Tensors.bits(inPlace)).as(name + " in place").isEqualTo(Tensors.bits(sum));
    }

    @Test
    void theShareOfAWeightGradientDoesNotChangeItsBits() {
        theShareDoesNotMatter(CASES.get(4));
        theShareDoesNotMatter(STRIDED.get(3));
    }

    private static void theShareDoesNotMatter(Conv2dGeometry g) {
        float[] x = random(1, 2 * g.inSize);
        float[] dy = random(4, 2 * g.outSize);
        float[] scratch = new float[Conv2dKernels.weightScratch(g) + OFFSET];
        float[] whole = output(g.patch * g.outC);
        weights(whole, x, dy, scratch, 2, g, 0, g.patch);
        for (int parts : new int[] {2, 3, 8}) {
            float[] shared = output(g.patch * g.outC);
            for (int part = 0; part < parts; part++) {
                weights(shared, x, dy, scratch, 2, g, part * g.patch / parts, (part + 1) * g.patch / parts);
            }
            assertThat(Tensors.bits(shared)).as(parts + " parts").isEqualTo(Tensors.bits(whole));
        }
    }

    @Test
    void anImageDoesNotDependOnItsBatch() {
        for (Conv2dGeometry g : ALL) {
            int n = 5;
            float[] x = random(1, n * g.inSize);
            float[] w = random(2, g.patch * g.outC);
            float[] scratch = new float[Conv2dKernels.scratch(g)];
            float[] together = new float[n * g.outSize];
            float[] alone = new float[n * g.outSize];
            Conv2dKernels.forward(
                    together, 0, x, OFFSET, w, OFFSET, Kernels.NONE, 0, scratch, 0, n, g, Activations.RELU, 0f);
            for (int i = 0; i < n; i++) {
                int image = OFFSET + i * g.inSize;
                Conv2dKernels.forward(
                        alone,
                        i * g.outSize,
                        x,
                        image,
                        w,
                        OFFSET,
                        Kernels.NONE,
                        0,
                        scratch,
                        0,
                        1,
                        g,
                        Activations.RELU,
                        0f);
            }
            assertThat(Tensors.bits(alone)).as(Conv2dCases.name(n, g)).isEqualTo(Tensors.bits(together));
        }
    }

    @Test
    void aPoolBehindItRunsOverTheSameBits() {
        for (Conv2dGeometry g : CASES) {
            Pool2dGeometry p =
                    new Pool2dGeometry(g.outH, g.outW, g.outC, g.outH / 2, g.outW / 2, 2, 2, 2, 2, 0, 0, false);
            int n = 5;
            float[] x = random(1, n * g.inSize);
            float[] w = random(2, g.patch * g.outC);
            float[] conv = new float[n * g.outSize];
            float[] scratch = new float[Conv2dKernels.scratch(g)];
            Conv2dKernels.forward(
                    conv, 0, x, OFFSET, w, OFFSET, Kernels.NONE, 0, scratch, 0, n, g, Activations.LINEAR, 0f);
            float[] expected = new float[n * p.outSize];
            int[] places = new int[n * p.outSize];
            Pool2dKernels.maxForward(expected, 0, places, 0, conv, 0, n, p);
            float[] y = new float[n * p.outSize];
            int[] argmax = new int[n * p.outSize];
            float[] room = output(Conv2dKernels.poolScratch(g, p));
            Conv2dKernels.forwardMaxPool(
                    y,
                    0,
                    argmax,
                    0,
                    x,
                    OFFSET,
                    w,
                    OFFSET,
                    Kernels.NONE,
                    0,
                    room,
                    OFFSET,
                    n,
                    g,
                    p,
                    Activations.LINEAR,
                    0f);
            assertThat(Tensors.bits(y)).as(Conv2dCases.name(n, g)).isEqualTo(Tensors.bits(expected));
            assertThat(argmax).isEqualTo(places);
            Tensors.assertBorders("scratch", room);
        }
    }

    private static void weights(
            float[] dw, float[] x, float[] dy, float[] scratch, int n, Conv2dGeometry g, int from, int to) {
        Conv2dKernels.backwardWeights(dw, OFFSET, x, OFFSET, dy, OFFSET, scratch, OFFSET, n, g, from, to);
    }
}
