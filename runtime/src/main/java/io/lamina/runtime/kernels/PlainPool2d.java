package io.lamina.runtime.kernels;

/** The maxima of {@link Pool2dKernels} with their gradient, and its averages, as plain loops. */
final class PlainPool2d {
    private PlainPool2d() {}

    /**
     * Row {@code oh}: {@code y[outW, c]}; row h of the image stands in slot {@code h % slots} of {@code x}.
     */
    static void maxRow(
            float[] y, int yo, int[] argmax, int ao, float[] x, int xo, int slots, int oh, Pool2dGeometry g) {
        for (int ow = 0; ow < g.outW; ow++) {
            int pixel = ow * g.channels;
            for (int c = 0; c < g.channels; c++) {
                int place = max(x, xo + c, slots, oh, ow, g);
                int h = place / g.inW;
                int w = place % g.inW;
                y[yo + pixel + c] = x[xo + c + (h % slots * g.inW + w) * g.channels];
                if (argmax.length != 0) {
                    argmax[ao + pixel + c] = place;
                }
            }
        }
    }

    /** {@code h * inW + w} of the first maximum of one channel in the window of {@code (oh, ow)}; the first NaN wins. */
    private static int max(float[] x, int xo, int slots, int oh, int ow, Pool2dGeometry g) {
        int top = g.top(oh);
        int left = g.left(ow);
        int bottom = g.bottom(oh);
        int right = g.right(ow);
        int place = top * g.inW + left;
        float best = x[xo + (top % slots * g.inW + left) * g.channels];
        for (int h = top; h < bottom; h++) {
            for (int w = left; w < right; w++) {
                float value = x[xo + (h % slots * g.inW + w) * g.channels];
                if (!(value <= best) && !Float.isNaN(best)) {
                    best = value;
                    place = h * g.inW + w;
                }
            }
        }
        return place;
    }

    static void maxBackward(float[] dx, int dxo, float[] dy, int dyo, int[] argmax, int ao, int n, Pool2dGeometry g) {
        ArithmeticKernels.fill(dx, dxo, n * g.inSize, 0f);
        for (int i = 0; i < n; i++) {
            int out = i * g.outSize;
            maxBackward(dx, dxo + i * g.inSize, dy, dyo + out, argmax, ao + out, g);
        }
    }

    /** One image; {@code dx} holds zeros. */
    static void maxBackward(float[] dx, int dxo, float[] dy, int dyo, int[] argmax, int ao, Pool2dGeometry g) {
        for (int from = 0; from < g.outSize; from += g.channels) {
            for (int c = 0; c < g.channels; c++) {
                dx[dxo + argmax[ao + from + c] * g.channels + c] += dy[dyo + from + c];
            }
        }
    }

    /** Row {@code oh} of one image's averages. */
    static void averageRow(float[] y, int yo, float[] x, int image, int oh, Pool2dGeometry g) {
        for (int ow = 0; ow < g.outW; ow++) {
            int pixel = yo + ow * g.channels;
            ArithmeticKernels.fill(y, pixel, g.channels, 0f);
            for (int h = g.top(oh); h < g.bottom(oh); h++) {
                for (int w = g.left(ow); w < g.right(ow); w++) {
                    int source = image + (h * g.inW + w) * g.channels;
                    ArithmeticKernels.add(y, pixel, y, pixel, x, source, g.channels);
                }
            }
            ArithmeticKernels.scale(y, pixel, y, pixel, g.channels, 1f / g.divisor(oh, ow));
        }
    }
}
