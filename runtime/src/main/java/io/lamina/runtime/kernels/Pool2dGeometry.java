package io.lamina.runtime.kernels;

/**
 * The sizes of a 2-d pooling over images {@code [inH, inW, channels]}, giving {@code [outH, outW, channels]}. Immutable to its users.
 *
 * <p>The window of output pixel {@code (oh, ow)} starts at input pixel {@code (oh * strideH - padTop, ow * strideW -
 * padLeft)}; the part of it outside the image is padding. Every window must hold at least one real pixel.
 */
public final class Pool2dGeometry {
    /** Input height. */
    public final int inH;

    /** Input width. */
    public final int inW;

    /** Channels of input and output. */
    public final int channels;

    /** Output height. */
    public final int outH;

    /** Output width. */
    public final int outW;

    /** Window height. */
    public final int kH;

    /** Window width. */
    public final int kW;

    /** Vertical step between windows. */
    public final int strideH;

    /** Horizontal step between windows. */
    public final int strideW;

    /** Rows of padding above. */
    public final int padTop;

    /** Columns of padding to the left. */
    public final int padLeft;

    /** Whether an average divides by the window's size, padding included, and not by the number of real pixels. */
    public final boolean countPadding;

    /** Floats of one input image. */
    final int inSize;

    /** Floats of one output image. */
    final int outSize;

    /** What {@link #width} has made; threads may make one twice, which does no harm. */
    private Pool2dGeometry[] widths;

    /**
     * A geometry of the given sizes.
     *
     * @param inH input height
     * @param inW input width
     * @param channels channels of input and output
     * @param outH output height
     * @param outW output width
     * @param kH window height
     * @param kW window width
     * @param strideH vertical step
     * @param strideW horizontal step
     * @param padTop rows of padding above
     * @param padLeft columns of padding to the left
     * @param countPadding whether an average divides by the whole window's size
     */
    public Pool2dGeometry(
            int inH,
            int inW,
            int channels,
            int outH,
            int outW,
            int kH,
            int kW,
            int strideH,
            int strideW,
            int padTop,
            int padLeft,
            boolean countPadding) {
        this.inH = inH;
        this.inW = inW;
        this.channels = channels;
        this.outH = outH;
        this.outW = outW;
        this.kH = kH;
        this.kW = kW;
        this.strideH = strideH;
        this.strideW = strideW;
        this.padTop = padTop;
        this.padLeft = padLeft;
        this.countPadding = countPadding;
        this.inSize = inH * inW * channels;
        this.outSize = outH * outW * channels;
    }

    /** The same over images of another width, at most this one's; made once for each. */
    public Pool2dGeometry width(int inWidth, int outWidth) {
        if (inWidth == inW) {
            return this;
        }
        Pool2dGeometry[] known = widths;
        if (known == null) {
            known = new Pool2dGeometry[inW];
            widths = known;
        }
        Pool2dGeometry found = known[inWidth];
        if (found == null) {
            found = new Pool2dGeometry(
                    inH, inWidth, channels, outH, outWidth, kH, kW, strideH, strideW, padTop, padLeft, countPadding);
            known[inWidth] = found;
        }
        return found;
    }

    /** The first image row in the window of output row {@code oh}. */
    int top(int oh) {
        return Math.max(0, oh * strideH - padTop);
    }

    /** One past the last image row in the window of output row {@code oh}. */
    int bottom(int oh) {
        return Math.min(inH, oh * strideH - padTop + kH);
    }

    /** The first image column in the window of output column {@code ow}. */
    int left(int ow) {
        return Math.max(0, ow * strideW - padLeft);
    }

    /** One past the last image column in the window of output column {@code ow}. */
    int right(int ow) {
        return Math.min(inW, ow * strideW - padLeft + kW);
    }

    /** The divisor of an average over the window of {@code (oh, ow)}. */
    int divisor(int oh, int ow) {
        return countPadding ? kH * kW : (bottom(oh) - top(oh)) * (right(ow) - left(ow));
    }

    /** Whether the windows are 2 wide, stand side by side, and lie in the image. */
    boolean quads() {
        return kW == 2 && strideW == 2 && padLeft == 0 && 2 * outW <= inW;
    }
}
