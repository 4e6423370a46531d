package io.lamina.runtime.kernels;

/** 2-d pooling: {@code x[n, inH, inW, c]}, {@code y[n, outH, outW, c]}. */
public final class Pool2dKernels {
    private Pool2dKernels() {}

    /**
     * {@code y[i, oh, ow, c]} is the maximum over the window; padding never wins, NaN always does.
     *
     * @param y result {@code [n, outH, outW, c]}
     * @param yo offset of {@code y}
     * @param argmax result {@code [n, outH, outW, c]}: {@code h * inW + w} of the window's first maximum in row-major order;
     *     or {@link Kernels#NO_INTS}
     * @param ao offset of {@code argmax}
     * @param x images {@code [n, inH, inW, c]}
     * @param xo offset of {@code x}
     * @param n images
     * @param g sizes
     */
    public static void maxForward(float[] y, int yo, int[] argmax, int ao, float[] x, int xo, int n, Pool2dGeometry g) {
        int rowSize = g.outW * g.channels;
        for (int i = 0; i < n; i++) {
            for (int oh = 0; oh < g.outH; oh++) {
                int row = i * g.outSize + oh * rowSize;
                maxRow(y, yo + row, argmax, ao + row, x, xo + i * g.inSize, g.inH, oh, g);
            }
        }
    }

    /** Row {@code oh} of one image's maxima, where row h of the image stands in slot {@code h % slots} of {@code x}. */
    static void maxRow(
            float[] y, int yo, int[] argmax, int ao, float[] x, int xo, int slots, int oh, Pool2dGeometry g) {
        if (Lane.VECTOR) {
            VectorPool2d.maxRow(y, yo, argmax, ao, x, xo, slots, oh, g);
        } else {
            PlainPool2d.maxRow(y, yo, argmax, ao, x, xo, slots, oh, g);
        }
    }

    /**
     * Gradient of {@link #maxForward}: each output's gradient goes to the place of its maximum.
     *
     * @param dx result {@code [n, inH, inW, c]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the result {@code [n, outH, outW, c]}
     * @param dyo offset of {@code dy}
     * @param argmax what {@link #maxForward} wrote
     * @param ao offset of {@code argmax}
     * @param n images
     * @param g sizes
     */
    public static void maxBackward(
            float[] dx, int dxo, float[] dy, int dyo, int[] argmax, int ao, int n, Pool2dGeometry g) {
        if (Lane.VECTOR) {
            VectorPool2dBackward.images(dx, dxo, dy, dyo, argmax, ao, n, g);
        } else {
            PlainPool2d.maxBackward(dx, dxo, dy, dyo, argmax, ao, n, g);
        }
    }

    /**
     * {@code y[i, oh, ow, c]} is the window's sum divided by its size: {@code kH * kW}, or the number of pixels that are not
     * padding, see {@link Pool2dGeometry#countPadding}.
     *
     * @param y result {@code [n, outH, outW, c]}
     * @param yo offset of {@code y}
     * @param x images {@code [n, inH, inW, c]}
     * @param xo offset of {@code x}
     * @param n images
     * @param g sizes
     */
    public static void avgForward(float[] y, int yo, float[] x, int xo, int n, Pool2dGeometry g) {
        int rowSize = g.outW * g.channels;
        for (int i = 0; i < n; i++) {
            for (int oh = 0; oh < g.outH; oh++) {
                int to = yo + i * g.outSize + oh * rowSize;
                if (Lane.VECTOR) {
                    VectorAveragePool.row(y, to, x, xo + i * g.inSize, oh, g);
                } else {
                    PlainPool2d.averageRow(y, to, x, xo + i * g.inSize, oh, g);
                }
            }
        }
    }

    /**
     * Gradient of {@link #avgForward}: each pixel gets its share of every window that covers it.
     *
     * @param dx result {@code [n, inH, inW, c]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the result {@code [n, outH, outW, c]}
     * @param dyo offset of {@code dy}
     * @param n images
     * @param g sizes
     */
    public static void avgBackward(float[] dx, int dxo, float[] dy, int dyo, int n, Pool2dGeometry g) {
        ArithmeticKernels.fill(dx, dxo, n * g.inSize, 0f);
        for (int i = 0; i < n; i++) {
            for (int oh = 0; oh < g.outH; oh++) {
                for (int ow = 0; ow < g.outW; ow++) {
                    int pixel = dyo + i * g.outSize + (oh * g.outW + ow) * g.channels;
                    float share = 1f / g.divisor(oh, ow);
                    for (int h = g.top(oh); h < g.bottom(oh); h++) {
                        for (int w = g.left(ow); w < g.right(ow); w++) {
                            int target = dxo + i * g.inSize + (h * g.inW + w) * g.channels;
                            PlainDense.addScaled(dx, target, dy, pixel, share, g.channels);
                        }
                    }
                }
            }
        }
    }
}
