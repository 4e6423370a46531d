package io.lamina.runtime.kernels;

/**
 * {@link Conv2dKernels} by weights that were laid out beforehand: a model that only predicts does it once, and some samples at
 * a time need not do it again each time. The layout is the lane's own: transformed for Winograd's tiles, or panels of a
 * vector's width.
 *
 * <pre>{@code
 * float[] packed = new float[PackedConv2dKernels.packed(g)];
 * PackedConv2dKernels.pack(packed, 0, w, 0, scratch, 0, g, true);
 * PackedConv2dKernels.forward(y, 0, x, 0, packed, 0, b, 0, scratch, 0, n, g, Activations.RELU, 0f);
 * }</pre>
 */
public final class PackedConv2dKernels {
    private PackedConv2dKernels() {}

    /** The floats that {@link #pack} writes at most. */
    public static int packed(Conv2dGeometry g) {
        int panels = g.groups * g.patch * (g.groupOut + 16);
        int planes = g.winograd ? 36 : g.strided ? 25 : 0;
        return Math.max(panels, planes * g.inC * (g.outC + 16));
    }

    /** The floats of scratch memory that {@link #pack} needs. */
    public static int packScratch(Conv2dGeometry g) {
        return (g.winograd ? 36 : g.strided ? 4 : 0) * g.inC * g.outC;
    }

    /**
     * Lays out weights.
     *
     * @param p result, {@link #packed} floats
     * @param po offset of {@code p}
     * @param w weights {@code [kH, kW, inC / groups, outC]}
     * @param wo offset of {@code w}
     * @param scratch {@link #packScratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param g sizes, not of one kernel a channel
     * @param tiles whether tiles are allowed: for {@link #forward}, and for {@link #forwardMaxPool} where windows do not overlap
     *     and the convolution has no stride
     */
    public static void pack(
            float[] p, int po, float[] w, int wo, float[] scratch, int so, Conv2dGeometry g, boolean tiles) {
        if (Lane.VECTOR) {
            VectorConv2d.pack(p, po, w, wo, scratch, so, g.isTiled() && tiles, g);
        } else {
            System.arraycopy(w, wo, p, po, g.patch * g.outC);
        }
    }

    /**
     * {@link Conv2dKernels#forward}, with the same bits.
     *
     * @param y result {@code [n, outH, outW, outC]}
     * @param yo offset of {@code y}
     * @param x images {@code [n, inH, inW, inC]}
     * @param xo offset of {@code x}
     * @param p packed weights
     * @param po offset of {@code p}
     * @param b bias {@code [outC]}, or {@link Kernels#NONE}
     * @param bo offset of {@code b}
     * @param scratch {@link Conv2dKernels#scratch} floats of the calling thread's own
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
            float[] p,
            int po,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            int activation,
            float alpha) {
        if (Lane.VECTOR) {
            VectorConv2d.forwardPacked(y, yo, x, xo, p, po, b, bo, scratch, so, n, g, activation, alpha);
        } else {
            PlainConv2d.forward(y, yo, x, xo, p, po, b, bo, n, g, activation, alpha);
        }
    }

    /**
     * {@link Conv2dKernels#forwardMaxPool}, with the same bits.
     *
     * @param y result {@code [n, p.outH, p.outW, outC]}
     * @param yo offset of {@code y}
     * @param argmax places of the maxima, or {@link Kernels#NO_INTS}
     * @param ao offset of {@code argmax}
     * @param x images {@code [n, inH, inW, inC]}
     * @param xo offset of {@code x}
     * @param w packed weights
     * @param wo offset of {@code w}
     * @param b bias {@code [outC]}, or {@link Kernels#NONE}
     * @param bo offset of {@code b}
     * @param scratch {@link Conv2dKernels#poolScratch} floats of the calling thread's own
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
        PooledConv2d.forwardPacked(y, yo, argmax, ao, x, xo, w, wo, b, bo, scratch, so, n, g, p, activation, alpha);
    }
}
