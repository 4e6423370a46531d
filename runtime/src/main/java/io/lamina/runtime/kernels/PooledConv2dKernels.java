package io.lamina.runtime.kernels;

/** The gradient of {@link Conv2dKernels#forwardMaxPool} by the weights, from the pool's. */
public final class PooledConv2dKernels {
    private PooledConv2dKernels() {}

    /** The floats of scratch memory that {@link #backwardWeightsByChunk} needs. */
    public static int weightScratch(Conv2dGeometry g, Pool2dGeometry p) {
        return Conv2dKernels.weightScratch(g) + p.kH * g.outW * g.outC;
    }

    /**
     * What {@link Conv2dKernels#backwardWeightsByChunk} gives of the result of {@link Pool2dKernels#maxBackward}, which stands nowhere: it is zero
     * for all pixels of a window but one.
     *
     * @param parts result {@code [CHUNKS, kH, kW, inC, outC]}
     * @param po offset of {@code parts}
     * @param x images {@code [n, inH, inW, inC]}
     * @param xo offset of {@code x}
     * @param dy gradient by the maxima {@code [n, p.outH, p.outW, outC]}
     * @param dyo offset of {@code dy}
     * @param argmax the places of the maxima, as {@link Pool2dKernels#maxForward} writes them
     * @param ao offset of {@code argmax}
     * @param scratch {@link #weightScratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n images
     * @param g sizes of the convolution, of one group
     * @param p sizes of the pool, whose windows do not meet and have no padding
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
            int[] argmax,
            int ao,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            Pool2dGeometry p,
            int from,
            int to) {
        int rows = (g.patch + 3) / 4 * 4;
        for (int c = from / rows; c * rows < to; c++) {
            int part = po + c * g.patch * g.outC;
            int low = Math.min(g.patch, Math.max(0, from - c * rows));
            int high = Math.min(g.patch, to - c * rows);
            int first = n * c / Conv2dKernels.CHUNKS;
            int images = n * (c + 1) / Conv2dKernels.CHUNKS - first;
            int image = xo + first * g.inSize;
            int out = first * p.outSize;
            if (low < high) {
                weights(parts, part, x, image, dy, dyo + out, argmax, ao + out, scratch, so, images, g, p, low, high);
            }
        }
    }

    private static void weights(
            float[] dw,
            int dwo,
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            int[] argmax,
            int ao,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            Pool2dGeometry p,
            int from,
            int to) {
        if (Lane.VECTOR) {
            VectorFewChannelsPooledBackward.weights(
                    dw, dwo, x, xo, dy, dyo, argmax, ao, scratch, so, n, g, p, from, to);
        } else {
            PlainConv2d.backwardWeightsMaxPool(dw, dwo, x, xo, dy, dyo, argmax, ao, scratch, so, n, g, p, from, to);
        }
    }
}
