package io.lamina.runtime.kernels;

/**
 * 2-d convolutions (cross-correlations, as everywhere in machine learning): {@code x[n, inH, inW, inC]}, {@code w[kH, kW,
 * inC / groups, outC]}, {@code y[n, outH, outW, outC]}.
 */
public final class Conv2dKernels {
    /** Runs of images whose weight gradients are made apart. */
    public static final int CHUNKS = 4;

    private Conv2dKernels() {}

    /**
     * The floats of scratch memory that {@link #forward} needs: packed weights, and the patches or transformed tiles of a strip
     * of pixels.
     */
    public static int scratch(Conv2dGeometry g) {
        int strips =
                g.groups * g.patch * (g.groupOut + 16) + g.strip * g.patch + 14 * 16 + 32 * g.inC + verticalScratch(g);
        return most(strips, winogradScratch(g.inC * (g.outC + 16), g), productScratch(g, g.outC, g.inC));
    }

    /** The floats of scratch memory that {@link #forwardMaxPool} needs. */
    public static int poolScratch(Conv2dGeometry g, Pool2dGeometry p) {
        return g.pooledPixels(p) * g.outC + scratch(g);
    }

    /** The floats of scratch memory that {@link #backwardInput} needs. */
    public static int inputScratch(Conv2dGeometry g) {
        int strips = g.groupOut * (g.patch + 32) + g.strip * g.patch + 14 * 16;
        int phases = g.kH * g.kW * g.groupOut * (g.groupIn + 16) + g.phaseRoom + 16 * 16;
        int products = productScratch(g, g.inC, g.outC);
        return most(Math.max(strips, phases), winogradScratch(g.outC * (g.inC + 16), g), products);
    }

    /** The floats of scratch memory that {@link #backwardWeights} needs. */
    public static int weightScratch(Conv2dGeometry g) {
        int strips = g.strip * g.patch + 16 + MatrixKernels.outerScratch();
        return most(strips, winogradScratch(g.inC * g.outC, g), productScratch(g, g.outC, MatrixKernels.DEPTH));
    }

    /** What is transformed of 3 x 3 kernels over few channels: weights, and four rows of the longest image whose rows are laid out. */
    private static int verticalScratch(Conv2dGeometry g) {
        boolean dense = g.strideH == 1 && g.strideW == 1 && g.dilationH == 1 && g.dilationW == 1 && g.groups == 1;
        boolean few = dense && g.kH == 3 && g.kW == 3 && g.inC <= 4;
        return few ? 12 * g.inC * g.outC + 4 * g.inC * (g.strip + 2) : 0;
    }

    private static int most(int a, int b, int c) {
        return Math.max(a, Math.max(b, c));
    }

    /** What a product takes that is all of a convolution with 1 x 1 windows. */
    private static int productScratch(Conv2dGeometry g, int columns, int terms) {
        return g.kH == 1 && g.kW == 1 ? MatrixKernels.scratch(columns, terms) : 0;
    }

    /**
     * The planes of transformed weights, and once more weights or what a strip takes: six rows of inputs and of outputs, six
     * planes of both, and a run of tiles at the edge.
     */
    private static int winogradScratch(int plane, Conv2dGeometry g) {
        int most = Math.max(g.inC, g.outC);
        int strip = (96 * g.tiles + 13) * most + 24 * 16;
        int weights = 36 * g.inC * g.outC;
        if (g.strided || g.stridedInput) {
            return 25 * plane + Math.max(stridedStrip(g), 4 * g.inC * g.outC);
        }
        return g.winograd || g.winogradInput ? 36 * (plane + 16) + Math.max(strip, weights) : 0;
    }

    /** With a stride: 25 planes of inputs, 16 of outputs, rows of a run, and a run at the edge. */
    private static int stridedStrip(Conv2dGeometry g) {
        return g.tiles * (25 * g.inC + 16 * g.outC) + 331 * Math.max(g.inC, g.outC) + 40 * 16;
    }

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
     * @param scratch {@link #scratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
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
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            int activation,
            float alpha) {
        if (Lane.VECTOR) {
            VectorConv2d.forward(y, yo, x, xo, w, wo, b, bo, scratch, so, n, g, activation, alpha);
        } else {
            PlainConv2d.forward(y, yo, x, xo, w, wo, b, bo, n, g, activation, alpha);
        }
    }

    /**
     * {@code y = activation(maxpool(conv(x, w)) + b)}, which equals {@code maxpool(activation(conv(x, w) + b))} for an
     * activation that never falls. Of the convolution's rows only those under the next windows
     * are ever kept, in {@code scratch}.
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
     * @param scratch {@link #poolScratch} floats of the calling thread's own
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
        PooledConv2d.forward(y, yo, argmax, ao, x, xo, w, wo, b, bo, scratch, so, n, g, p, activation, alpha);
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
     * @param scratch {@link #inputScratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n images
     * @param g sizes
     */
    public static void backwardInput(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] w,
            int wo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g) {
        addBackwardInput(dx, dxo, dy, dyo, w, wo, Kernels.NONE, 0, scratch, so, n, g);
    }

    /**
     * {@code dx = a + }{@link #backwardInput}, in one pass over the images: for the gradient by a tensor that others read, too. It is as
     * fast as the gradient alone for kernels of one tap that skip pixels, whose other pixels are a's, and for 3 x 3 kernels
     * over images and channels large enough that transforms pay; other kernels are laid out as patches for it. In place allowed: dx may be
     * a.
     *
     * @param dx result {@code [n, inH, inW, inC]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the sum before the activation, {@code [n, outH, outW, outC]}
     * @param dyo offset of {@code dy}
     * @param w weights {@code [kH, kW, inC / groups, outC]}
     * @param wo offset of {@code w}
     * @param a what is added, {@code [n, inH, inW, inC]}, or {@link Kernels#NONE}
     * @param ao offset of {@code a}
     * @param scratch {@link #inputScratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n images
     * @param g sizes
     */
    public static void addBackwardInput(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] w,
            int wo,
            float[] a,
            int ao,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g) {
        if (Lane.VECTOR) {
            VectorConv2dBackward.input(dx, dxo, dy, dyo, w, wo, a, ao, scratch, so, n, g);
        } else {
            PlainConv2d.backwardInput(dx, dxo, dy, dyo, w, wo, a, ao, n, g);
        }
    }

    /**
     * Gradient by the weights: {@code dw[kh, kw, ic, oc] = sum over i, oh, ow of x[i, ih, iw, ic] * dy[i, oh, ow, oc]} with
     * {@code ih}, {@code iw} as in {@link #forward}. The bias has {@link ReduceKernels#sumRows} over {@code n * outH * outW}
     * rows. Calls share the work: those whose ranges {@code [from, to)} cover the rows of {@code dw[kH * kW * inC /
     * groups, outC]} write all of it, each its own part.
     *
     * @param dw result {@code [kH, kW, inC / groups, outC]}
     * @param dwo offset of {@code dw}
     * @param x images {@code [n, inH, inW, inC]}
     * @param xo offset of {@code x}
     * @param dy gradient by the sum before the activation, {@code [n, outH, outW, outC]}
     * @param dyo offset of {@code dy}
     * @param scratch {@link #weightScratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n images
     * @param g sizes
     * @param from first row
     * @param to one past the last row
     */
    public static void backwardWeights(
            float[] dw,
            int dwo,
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            int from,
            int to) {
        if (Lane.VECTOR) {
            VectorConv2dBackward.weights(dw, dwo, x, xo, dy, dyo, scratch, so, n, g, from, to);
        } else {
            PlainConv2d.backwardWeights(dw, dwo, x, xo, dy, dyo, n, g, from, to);
        }
    }

    /**
     * {@link #backwardWeights} of each of {@link #CHUNKS} runs of images, to be summed by {@link ReduceKernels#sumRows}. Threads that have
     * runs of their own do not all lay out or transform every image. Which images a run has follows from n alone, so calls may cut as they
     * like.
     *
     * @param parts result {@code [CHUNKS, kH, kW, inC / groups, outC]}
     * @param po offset of {@code parts}
     * @param x images {@code [n, inH, inW, inC]}
     * @param xo offset of {@code x}
     * @param dy gradient by the sum before the activation, {@code [n, outH, outW, outC]}
     * @param dyo offset of {@code dy}
     * @param scratch {@link #weightScratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n images
     * @param g sizes
     * @param from first row, where the rows of a run are counted up to a multiple of 4
     * @param to one past the last row
     */
    public static void backwardWeightsByChunk(
            float[] parts,
            int po,
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            int from,
            int to) {
        int rows = (g.patch + 3) / 4 * 4;
        for (int c = from / rows; c * rows < to; c++) {
            int part = po + c * g.patch * g.outC;
            int low = Math.min(g.patch, Math.max(0, from - c * rows));
            int high = Math.min(g.patch, to - c * rows);
            int first = n * c / CHUNKS;
            int images = n * (c + 1) / CHUNKS - first;
            if (images == 0) {
                ArithmeticKernels.fill(parts, part + low * g.outC, (high - low) * g.outC, 0f);
            } else if (low < high) {
                int image = xo + first * g.inSize;
                int gradient = dyo + first * g.outSize;
                backwardWeights(parts, part, x, image, dy, gradient, scratch, so, images, g, low, high);
            }
        }
    }
}
