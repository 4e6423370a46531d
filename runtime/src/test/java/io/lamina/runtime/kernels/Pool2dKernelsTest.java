package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Pool2dKernelsTest {
    private static final int IMAGES = 3;

    @Test
    void maximaAndTheirPlaces() {
        for (Pool2dGeometry g : cases()) {
            float[] x = random(1, IMAGES * g.inSize);
            double[] expected = new double[IMAGES * g.outSize];
            int[] places = new int[expected.length];
            forEachOutput(g, (image, oh, ow, c, out) -> {
                double best = Double.NEGATIVE_INFINITY;
                for (int h = oh * g.strideH - g.padTop; h < oh * g.strideH - g.padTop + g.kH; h++) {
                    for (int w = ow * g.strideW - g.padLeft; w < ow * g.strideW - g.padLeft + g.kW; w++) {
                        if (inside(h, w, g) && x[OFFSET + place(image, h, w, c, g)] > best) {
                            best = x[OFFSET + place(image, h, w, c, g)];
                            places[out] = h * g.inW + w;
                        }
                    }
                }
                expected[out] = best;
            });
            float[] y = output(expected.length);
            int[] argmax = new int[expected.length];
            Pool2dKernels.maxForward(y, OFFSET, argmax, 0, x, OFFSET, IMAGES, g);
            assertClose(name(g), y, expected, 0);
            assertThat(argmax).as(name(g)).isEqualTo(places);

            float[] withoutPlaces = output(expected.length);
            Pool2dKernels.maxForward(withoutPlaces, OFFSET, Kernels.NO_INTS, 0, x, OFFSET, IMAGES, g);
            assertThat(withoutPlaces).isEqualTo(y);

            float[] dy = random(2, expected.length);
            double[] gradient = new double[IMAGES * g.inSize];
            forEachOutput(
                    g,
                    (image, oh, ow, c, out) ->
                            gradient[image * g.inSize + places[out] * g.channels + c] += dy[OFFSET + out]);
            float[] dx = output(gradient.length);
            Pool2dKernels.maxBackward(dx, OFFSET, dy, OFFSET, argmax, 0, IMAGES, g);
            assertClose(name(g) + " gradient", dx, gradient, 1e-6);
        }
    }

    @Test
    void averagesAndTheirGradients() {
        for (Pool2dGeometry g : cases()) {
            float[] x = random(1, IMAGES * g.inSize);
            float[] dy = random(2, IMAGES * g.outSize);
            double[] expected = new double[IMAGES * g.outSize];
            double[] gradient = new double[IMAGES * g.inSize];
            forEachOutput(g, (image, oh, ow, c, out) -> {
                List<Integer> window = new ArrayList<>();
                for (int h = oh * g.strideH - g.padTop; h < oh * g.strideH - g.padTop + g.kH; h++) {
                    for (int w = ow * g.strideW - g.padLeft; w < ow * g.strideW - g.padLeft + g.kW; w++) {
                        if (inside(h, w, g)) {
                            window.add(place(image, h, w, c, g));
                        }
                    }
                }
                double divisor = g.countPadding ? g.kH * g.kW : window.size();
                for (int place : window) {
                    expected[out] += x[OFFSET + place] / divisor;
                    gradient[place] += dy[OFFSET + out] / divisor;
                }
            });
            float[] y = output(expected.length);
            Pool2dKernels.avgForward(y, OFFSET, x, OFFSET, IMAGES, g);
            assertClose(name(g), y, expected, 1e-6);
            float[] dx = output(gradient.length);
            Pool2dKernels.avgBackward(dx, OFFSET, dy, OFFSET, IMAGES, g);
            assertClose(name(g) + " gradient", dx, gradient, 1e-6);
        }
    }

    @Test
    void equalValuesTakeTheFirstPlaceAndNaNWins() {
        Pool2dGeometry g = new Pool2dGeometry(2, 2, 20, 1, 1, 2, 2, 2, 2, 0, 0, false);
        float[] x = new float[80];
        Arrays.fill(x, Float.NEGATIVE_INFINITY);
        x[20 + 1] = 5;
        x[40 + 1] = 5;
        x[20 + 2] = Float.NaN;
        x[40 + 2] = 7;
        x[60 + 2] = Float.NaN;
        x[18] = Float.NaN;
        x[38] = 1;
        float[] y = new float[20];
        int[] argmax = new int[20];
        Pool2dKernels.maxForward(y, 0, argmax, 0, x, 0, 1, g);
        assertThat(y[0]).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(argmax[0]).isZero();
        assertThat(y[1]).isEqualTo(5);
        assertThat(argmax[1]).isEqualTo(1);
        assertThat(y[2]).isNaN();
        assertThat(argmax[2]).isEqualTo(1);
        assertThat(y[18]).isNaN();
        assertThat(argmax[18]).isZero();
    }

    private interface Visitor {
        void visit(int image, int oh, int ow, int c, int out);
    }

    private static void forEachOutput(Pool2dGeometry g, Visitor visitor) {
        int out = 0;
        for (int image = 0; image < IMAGES; image++) {
            for (int oh = 0; oh < g.outH; oh++) {
                for (int ow = 0; ow < g.outW; ow++) {
                    for (int c = 0; c < g.channels; c++) {
                        visitor.visit(image, oh, ow, c, out++);
                    }
                }
            }
        }
    }

    private static boolean inside(int h, int w, Pool2dGeometry g) {
        return h >= 0 && h < g.inH && w >= 0 && w < g.inW;
    }

    private static int place(int image, int h, int w, int c, Pool2dGeometry g) {
        return ((image * g.inH + h) * g.inW + w) * g.channels + c;
    }

    private static List<Pool2dGeometry> cases() {
        List<Pool2dGeometry> cases = new ArrayList<>();
        for (int c : new int[] {1, 4, 6, 8, 13, 16, 25, 33}) {
            cases.add(new Pool2dGeometry(6, 8, c, 3, 4, 2, 2, 2, 2, 0, 0, false));
            cases.add(new Pool2dGeometry(7, 5, c, 3, 2, 2, 2, 2, 2, 0, 0, false));
            cases.add(new Pool2dGeometry(8, 9, c, 3, 3, 2, 2, 2, 2, 0, 0, false));
            cases.add(new Pool2dGeometry(5, 7, c, 5, 7, 3, 3, 1, 1, 1, 1, false));
            cases.add(new Pool2dGeometry(7, 6, c, 4, 3, 3, 2, 2, 2, 1, 0, true));
        }
        return cases;
    }

    private static String name(Pool2dGeometry g) {
        return g.inH + "x" + g.inW + "x" + g.channels + " -> " + g.outH + "x" + g.outW;
    }
}
