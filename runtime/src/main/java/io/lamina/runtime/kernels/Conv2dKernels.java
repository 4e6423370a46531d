package io.lamina.runtime.kernels;

/**
 * 2-d convolutions (cross-correlations, as everywhere in machine learning): {@code x[n, inH, inW, inC]}, {@code w[kH, kW,
 * inC / groups, outC]}, {@code y[n, outH, outW, outC]}.
 */
public final class Conv2dKernels {
    private Conv2dKernels() {}

    /**
     * {@code y[i, oh, ow, oc] = activation(b[oc] + sum over kh, kw, ic of x[i, ih, iw, ic] * w[kh, kw, ic, oc])}, where {@code
     * ih = oh * strideH - padTop + kh * dilationH}, {@code iw} likewise, and places outside the image count as 0.
     *
     * @param y result {@code [n, outH, outW, outC]}
     * @param yo offset of {@code y}
     * @param x images {@code [n, inH, inW, inC]}
     * @param xo offset of {@code x}
     * @param w weights {@code [kH, kW, inC / groups, outC]}
     * @param wo offset of {@code w}
     * @param b bias {@code [outC]}, or {@link Kernels#NONE}
     * @param bo offset of {@code b}
     * @param n images
     * @param g sizes
     * @param activation id from {@link Activations}
     * @param alpha slope of LEAKY_RELU, else ignored
     */
    public static void forward(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            int n,
            Conv2dGeometry g,
            int activation,
            float alpha) {
        if (Lane.VECTOR) {
            VectorConv2d.forward(y, yo, x, xo, w, wo, b, bo, n, g, activation, alpha);
        } else {
            PlainConv2d.forward(y, yo, x, xo, w, wo, b, bo, n, g, activation, alpha);
        }
    }

    /**
     * {@code y = activation(maxpool(conv(x, w)) + b)}, which equals {@code maxpool(activation(conv(x, w) + b))} for an
     * activation that never falls. The convolution's rows live in {@code scratch} only while a window covers them.
     *
     * @param y result {@code [n, p.outH, p.outW, outC]}
     * @param yo offset of {@code y}
     * @param argmax places of the maxima in the convolution's result, as {@link Pool2dKernels#maxForward} writes them, or
     *     {@link Kernels#NO_INTS}
     * @param ao offset of {@code argmax}
     * @param x images {@code [n, inH, inW, inC]}
     * @param xo offset of {@code x}
     * @param w weights {@code [kH, kW, inC / groups, outC]}
     * @param wo offset of {@code w}
     * @param b bias {@code [outC]}, or {@link Kernels#NONE}
     * @param bo offset of {@code b}
     * @param scratch {@code p.kH * g.outW * g.outC} floats
     * @param so offset of {@code scratch}
     * @param n images
     * @param g the convolution's sizes
     * @param p the pool's sizes; no padding
     * @param activation id from {@link Activations}
     * @param alpha slope of LEAKY_RELU, else ignored
     */
    public static void forwardMaxPool(
            float[] y,
            int yo,
            int[] argmax,
            int ao,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            Pool2dGeometry p,
            int activation,
            float alpha) {
        int rowSize = p.outW * p.channels;
        for (int i = 0; i < n; i++) {
            int computed = 0;
            for (int oh = 0; oh < p.outH; oh++) {
                // Row r of the convolution stands in slot r % kH; windows that overlap find it there.
                int top = oh * p.strideH;
                for (int r = Math.max(computed, top); r < top + p.kH; r++) {
                    int slot = so + r % p.kH * (g.outW * g.outC);
                    forwardRow(scratch, slot, x, xo + i * g.inSize, w, wo, r, g);
                }
                computed = top + p.kH;
                int row = i * p.outSize + oh * rowSize;
                Pool2dKernels.maxRow(y, yo + row, argmax, ao + row, scratch, so, p.kH, oh, p);
                if (b.length != 0) {
                    ArithmeticKernels.addRow(y, yo + row, y, yo + row, b, bo, p.outW, p.channels);
                }
                ActivationKernels.forward(y, yo + row, y, yo + row, rowSize, activation, alpha);
            }
        }
    }

    /** Row {@code oh} of one image's convolution, without bias: {@code y[outW, outC]}. */
    private static void forwardRow(float[] y, int yo, float[] x, int xo, float[] w, int wo, int oh, Conv2dGeometry g) {
        if (Lane.VECTOR) {
            VectorConv2d.forwardRow(y, yo, x, xo, w, wo, Kernels.NONE, 0, oh, g);
        } else {
            PlainConv2d.forwardRow(y, yo, x, xo, w, wo, Kernels.NONE, 0, oh, g);
        }
    }

    /**
     * Gradient by the images: {@code dx[i, ih, iw, ic] = sum over kh, kw, oc of dy[i, oh, ow, oc] * w[kh, kw, ic, oc]} over
     * the places where {@code ih = oh * strideH - padTop + kh * dilationH}, and {@code iw} likewise.
     *
     * @param dx result {@code [n, inH, inW, inC]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the sum before the activation, {@code [n, outH, outW, outC]}
     * @param dyo offset of {@code dy}
     * @param w weights {@code [kH, kW, inC / groups, outC]}
     * @param wo offset of {@code w}
     * @param n images
     * @param g sizes
     */
    public static void backwardInput(
            float[] dx, int dxo, float[] dy, int dyo, float[] w, int wo, int n, Conv2dGeometry g) {
        if (Lane.VECTOR) {
            VectorConv2dBackward.input(dx, dxo, dy, dyo, w, wo, n, g);
        } else {
            PlainConv2d.backwardInput(dx, dxo, dy, dyo, w, wo, n, g);
        }
    }

    /**
     * Gradient by the weights: {@code dw[kh, kw, ic, oc] = sum over i, oh, ow of x[i, ih, iw, ic] * dy[i, oh, ow, oc]} with
     * {@code ih}, {@code iw} as in {@link #forward}. The bias has {@link ReduceKernels#sumRows} over {@code n * outH * outW}
     * rows.
     *
     * @param dw result {@code [kH, kW, inC / groups, outC]}
     * @param dwo offset of {@code dw}
     * @param x images {@code [n, inH, inW, inC]}
     * @param xo offset of {@code x}
     * @param dy gradient by the sum before the activation, {@code [n, outH, outW, outC]}
     * @param dyo offset of {@code dy}
     * @param n images
     * @param g sizes
     */
    public static void backwardWeights(
            float[] dw, int dwo, float[] x, int xo, float[] dy, int dyo, int n, Conv2dGeometry g) {
        if (Lane.VECTOR) {
            VectorConv2dBackward.weights(dw, dwo, x, xo, dy, dyo, n, g);
        } else {
            PlainConv2d.backwardWeights(dw, dwo, x, xo, dy, dyo, n, g);
        }
    }
}
