package io.lamina.runtime.kernels;

/**
 * The sizes of a 2-d convolution over images {@code [inH, inW, inC]}, giving {@code [outH, outW, outC]}. Immutable to its users.
 *
 * <p>Output pixel {@code (oh, ow)} reads, at tap {@code (kh, kw)}, input pixel {@code (oh * strideH - padTop + kh *
 * dilationH, ow * strideW - padLeft + kw * dilationW)}, or nothing where that lies outside the image. The padding below
 * and to the right follows from the output's size. Channels fall into {@code groups} equal parts; an output channel reads
 * the input channels of its own group.
 */
public final class Conv2dGeometry {
    /** Input height. */
    public final int inH;

    /** Input width. */
    public final int inW;

    /** Input channels. */
    public final int inC;

    /** Output height. */
    public final int outH;

    /** Output width. */
    public final int outW;

    /** Output channels. */
    public final int outC;

    /** Kernel height. */
    public final int kH;

    /** Kernel width. */
    public final int kW;

    /** Vertical step between outputs. */
    public final int strideH;

    /** Horizontal step between outputs. */
    public final int strideW;

    /** Rows of zeros above the image. */
    public final int padTop;

    /** Columns of zeros left of the image. */
    public final int padLeft;

    /** Vertical distance of taps. */
    public final int dilationH;

    /** Horizontal distance of taps. */
    public final int dilationW;

    /** Number of groups. */
    public final int groups;

    /** Input channels per group: the third dimension of the weights. */
    final int groupIn;

    /** Output channels per group. */
    final int groupOut;

    /** Terms of one output's sum: the values under the kernel, of one group. */
    final int patch;

    /** Output pixels whose patches are laid out at a time. */
    final int strip;

    /** Whether {@link VectorWinogradConv2d} computes it and the gradient by the weights. */
    final boolean winograd;

    /** Whether {@link VectorFewChannels} computes it. */
    final boolean fewChannels;

    /** Whether {@link VectorFewChannels} reads images where they are: of one channel, and without padding. */
    final boolean inPlace;

    /** The floats of a row as {@link VectorFewChannels} reads it, all channels and the padding. */
    final int rowPitch;

    /** What each tap reads there for a pixel, counted from where its first tap does: row by row, channel by channel. */
    final int[] tapOffsets;

    /** Whether {@link VectorWinogradConv2d} computes the gradient by the images. */
    final boolean winogradInput;

    /** Whether {@link VectorStridedConv2d} computes it and the gradient by the weights. */
    final boolean strided;

    /** Whether {@link VectorStridedConv2dBackward} computes the gradient by the images. */
    final boolean stridedInput;

    /** Winograd's tiles that are computed at a time. */
    final int tiles;

    /**
     * Of a Winograd convolution the one that gives the gradient by the images: from gradients by the outputs to those by the
     * inputs, with turned kernels.
     */
    final Conv2dGeometry reversed;

    /** Which kernel rows read an input row. */
    final Taps rowTaps;

    /** Which kernel columns read an input column. */
    final Taps columnTaps;

    /** Rows of input pixels by the taps that read them. */
    final Phase[] rowPhases;

    /** Columns of input pixels by the taps that read them. */
    final Phase[] columnPhases;

    /** The first output column that reads an input column of each phase's first. */
    final int phaseStart;

    /** How many output columns from there on read one of them. */
    final int phaseSpan;

    /** Floats that {@link VectorPhases} copies at a time. */
    final int phaseRoom;

    /** Floats of one input image. */
    final int inSize;

    /** Floats of one output image. */
    final int outSize;

    /** What {@link #width} has made; threads may make one twice, which does no harm. */
    private Conv2dGeometry[] widths;

    /**
     * A geometry of the given sizes.
     *
     * @param inH input height
     * @param inW input width
     * @param inC input channels
     * @param outH output height
     * @param outW output width
     * @param outC output channels
     * @param kH kernel height
     * @param kW kernel width
     * @param strideH vertical step
     * @param strideW horizontal step
     * @param padTop rows of zeros above
     * @param padLeft columns of zeros to the left
     * @param dilationH vertical distance of taps, 1 for a dense kernel
     * @param dilationW horizontal distance of taps, 1 for a dense kernel
     * @param groups number of groups; divides {@code inC} and {@code outC}
     */
    public Conv2dGeometry(
            int inH,
            int inW,
            int inC,
            int outH,
            int outW,
            int outC,
            int kH,
            int kW,
            int strideH,
            int strideW,
            int padTop,
            int padLeft,
            int dilationH,
            int dilationW,
            int groups) {
        this(
                inH, inW, inC, outH, outW, outC, kH, kW, strideH, strideW, padTop, padLeft, dilationH, dilationW,
                groups, true);
    }

    private Conv2dGeometry(
            int inH,
            int inW,
            int inC,
            int outH,
            int outW,
            int outC,
            int kH,
            int kW,
            int strideH,
            int strideW,
            int padTop,
            int padLeft,
            int dilationH,
            int dilationW,
            int groups,
            boolean reversible) {
        this.inH = inH;
        this.inW = inW;
        this.inC = inC;
        this.outH = outH;
        this.outW = outW;
        this.outC = outC;
        this.kH = kH;
        this.kW = kW;
        this.strideH = strideH;
        this.strideW = strideW;
        this.padTop = padTop;
        this.padLeft = padLeft;
        this.dilationH = dilationH;
        this.dilationW = dilationW;
        this.groups = groups;
        this.groupIn = inC / groups;
        this.groupOut = outC / groups;
        this.patch = kH * kW * groupIn;
        this.strip = strip(patch);
        this.winograd = isTransformed(1) && pays(36, 4, outH, outW, 0.6);
        this.winogradInput = isTransformed(1) && pays(36, 4, inH, inW, 0.6);
        this.strided = isTransformed(2) && pays(25, 2, outH, outW, 0.75);
        this.stridedInput = isTransformed(2) && pays(25, 4, inH, inW, 0.75);
        this.fewChannels = fewChannels();
        this.inPlace = inC == 1 && padTop == 0 && padLeft == 0 && outH + kH - 1 <= inH && outW + kW - 1 <= inW;
        this.rowPitch = inPlace ? inW : inC * (outW + kW - 1);
        this.tapOffsets = fewChannels ? tapOffsets() : Kernels.NO_INTS;
        this.tiles = Math.max(12, Math.min(48, 8192 / (inC + outC) / 12 * 12));
        this.reversed = winogradInput && reversible
                ? new Conv2dGeometry(
                        outH, outW, outC, inH, inW, inC, 3, 3, 1, 1, 2 - padTop, 2 - padLeft, 1, 1, 1, false)
                : this;
        this.rowTaps = new Taps(inH, outH, kH, strideH, padTop, dilationH);
        this.columnTaps = new Taps(inW, outW, kW, strideW, padLeft, dilationW);
        this.rowPhases = Phase.all(inH, kH, strideH, padTop, dilationH, rowTaps);
        this.columnPhases = Phase.all(inW, kW, strideW, padLeft, dilationW, columnTaps);
        this.phaseStart = Phase.lowest(columnPhases);
        this.phaseSpan = Phase.span(columnPhases);
        this.phaseRoom = Math.max(strip(kH * kW * groupOut) * kW, 12 * (kW + 9)) * kH * groupOut + 32;
        this.inSize = inH * inW * inC;
        this.outSize = outH * outW * outC;
    }

    /**
     * 3 x 3 kernels over so many channels that the products outweigh the transforms, a whole number of vectors of any width. Beyond
     * 128 x 128 channels the transformed weights leave the caches.
     */
    private boolean isTransformed(int stride) {
        boolean kernel = kH == 3 && kW == 3 && groups == 1 && padTop <= 2 && padLeft <= 2;
        boolean dense = strideH == stride && strideW == stride && dilationH == 1 && dilationW == 1;
        boolean channels = inC >= 32 && outC >= 32 && inC % 16 == 0 && outC % 16 == 0 && inC * outC <= 128 * 128;
        return kernel && dense && channels && outH * outW >= 64;
    }

    /**
     * Whether tiles of {@code size} by {@code size} pixels of a result want at most such a share of the plain sum's products: where most of
     * the last tiles is empty or lies in the padding, the gain is gone.
     */
    private boolean pays(int products, int size, int height, int width, double share) {
        int tiles = ((height + size - 1) / size) * ((width + size - 1) / size);
        return products * tiles <= share * 9 * outH * outW;
    }

    /** Whether Winograd's tiles compute it, with or without a stride. */
    boolean isTiled() {
        return winograd || strided;
    }

    /** A dense kernel of several taps over up to four channels, rows of at least the largest tile's pixels, filters of whole vectors. */
    private boolean fewChannels() {
        boolean kernel = kH * kW > 1 && inC <= 4 && groups == 1 && patch <= 128;
        boolean dense = strideH == 1 && strideW == 1 && dilationH == 1 && dilationW == 1;
        return kernel && dense && outC >= 16 && outW >= 12 && outW <= strip;
    }

    private int[] tapOffsets() {
        int[] offsets = new int[patch];
        for (int k = 0; k < patch; k++) {
            offsets[k] = k / kW * (rowPitch / inC) + k % kW;
        }
        return offsets;
    }

    /** Whether {@link VectorPhases} computes the gradient by the images. It wants outputs in a row, and channels that fill half a vector. */
    boolean hasPhases() {
        return columnTaps.outStep == 1 && groupIn >= 8;
    }

    /** A distance of at least {@code size} floats, an odd number of cache lines: rows would else lie in the same few sets of a cache. */
    static int pitch(int size) {
        return (size + 15) / 16 * 16 | 16;
    }

    /** A multiple of the largest tile's rows, such that the patches take at most 256 KiB unless a dozen takes more. */
    private static int strip(int patch) {
        return Math.max(12, Math.min(240, 65536 / patch / 12 * 12));
    }

    /**
     * How many rows of the output are computed before a pool with windows of {@code p} runs over them: all that a strip can
     * hold, or where windows overlap the rows under one. Those of whole tiles, where {@link #winograd} has tiles.
     */
    int pooledRows(Pool2dGeometry p) {
        if (p.strideH < p.kH) {
            return p.kH;
        }
        int step = isTiled(p) ? 4 * p.strideH : p.strideH;
        return step * Math.max(1, strip / (outW * step));
    }

    /** Whether the rows in front of a pool are computed in Winograd's tiles. */
    boolean isTiled(Pool2dGeometry p) {
        return winograd && p.strideH >= p.kH;
    }

    /** How many images go in front of a pool at a time: one of few tiles would leave most of a product's rows empty. */
    int pooledImages(Pool2dGeometry p) {
        int rows = (p.outH - 1) * p.strideH + p.kH;
        int perImage = (rows + 3) / 4 * ((outW + 3) / 4);
        return isTiled(p) && rows <= pooledRows(p) ? Math.max(1, tiles / perImage) : 1;
    }

    /** Pixels that stand in front of a pool at a time. */
    int pooledPixels(Pool2dGeometry p) {
        return Math.max(pooledRows(p) * outW, isTiled(p) ? 16 * tiles : 0);
    }

    /** The same over images of another width, at most this one's; made once for each. */
    public Conv2dGeometry width(int inWidth, int outWidth) {
        if (inWidth == inW) {
            return this;
        }
        Conv2dGeometry[] known = widths;
        if (known == null) {
            known = new Conv2dGeometry[inW];
            widths = known;
        }
        Conv2dGeometry found = known[inWidth];
        if (found == null) {
            found = new Conv2dGeometry(
                    inH, inWidth, inC, outH, outWidth, outC, kH, kW, strideH, strideW, padTop, padLeft, dilationH,
                    dilationW, groups);
            known[inWidth] = found;
        }
        return found;
    }

    /** The first kernel row that lies inside the image for output row {@code oh}. */
    int firstRow(int oh) {
        return first(padTop - oh * strideH, dilationH, kH);
    }

    /** One past the last kernel row that lies inside the image for output row {@code oh}; not below {@link #firstRow}. */
    int endRow(int oh) {
        return Math.max(firstRow(oh), first(inH + padTop - oh * strideH, dilationH, kH));
    }

    /** The first kernel column that lies inside the image for output column {@code ow}. */
    int firstColumn(int ow) {
        return first(padLeft - ow * strideW, dilationW, kW);
    }

    /** One past the last kernel column inside the image for output column {@code ow}; not below {@link #firstColumn}. */
    int endColumn(int ow) {
        return Math.max(firstColumn(ow), first(inW + padLeft - ow * strideW, dilationW, kW));
    }

    /** The first output row at which kernel row {@code kh} lies inside the image. */
    int firstOutRow(int kh) {
        return first(padTop - kh * dilationH, strideH, outH);
    }

    /** One past the last output row at which kernel row {@code kh} lies inside the image. */
    int endOutRow(int kh) {
        return Math.max(firstOutRow(kh), first(inH + padTop - kh * dilationH, strideH, outH));
    }

    /** The first output column at which kernel column {@code kw} lies inside the image. */
    int firstOutColumn(int kw) {
        return first(padLeft - kw * dilationW, strideW, outW);
    }

    /** One past the last output column at which kernel column {@code kw} lies inside the image. */
    int endOutColumn(int kw) {
        return Math.max(firstOutColumn(kw), first(inW + padLeft - kw * dilationW, strideW, outW));
    }

    /** Whether each output pixel reads exactly the input pixel at the same place: a dense layer per pixel. */
    boolean isPointwise() {
        return kH == 1
                && kW == 1
                && strideH == 1
                && strideW == 1
                && padTop == 0
                && padLeft == 0
                && groups == 1
                && outH == inH
                && outW == inW;
    }

    /** Whether kernels have one tap, pixels are skipped or there is padding, and rows are no longer than a strip. */
    boolean isSpaced() {
        return kH == 1 && kW == 1 && groups == 1 && inC >= 8 && outW <= strip && !isPointwise();
    }

    /** Whether each channel has its own kernel: one input and one output channel per group. */
    boolean isDepthwise() {
        return groupIn == 1 && groupOut == 1 && groups > 1;
    }

    /** The smallest {@code i} in {@code [0, limit]} with {@code i * step >= from}. */
    private static int first(int from, int step, int limit) {
        return from <= 0 ? 0 : Math.min(limit, (from + step - 1) / step);
    }
}
