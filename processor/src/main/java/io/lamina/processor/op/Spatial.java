package io.lamina.processor.op;

import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import java.util.List;

/**
 * A window that moves over height and width, with everything about it decided: padding is in numbers here.
 */
public record Spatial(
        int kernelHeight,
        int kernelWidth,
        int strideHeight,
        int strideWidth,
        int padTop,
        int padBottom,
        int padLeft,
        int padRight,
        int dilationHeight,
        int dilationWidth) {
    /** {@code 3x3}, and what is not the usual: {@code 3x3 stride 2x2 pad 0,1,0,1 dilation 2x2}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Checks.by(kernelHeight, kernelWidth));
        if (strideHeight != 1 || strideWidth != 1) {
            text.append(" stride ").append(Checks.by(strideHeight, strideWidth));
        }
        if (isPadded()) {
            text.append(" pad ")
                    .append(padTop)
                    .append(',')
                    .append(padBottom)
                    .append(',')
                    .append(padLeft)
                    .append(',')
                    .append(padRight);
        }
        if (dilationHeight != 1 || dilationWidth != 1) {
            text.append(" dilation ").append(Checks.by(dilationHeight, dilationWidth));
        }
        return text.toString();
    }

    int extentHeight() {
        return dilationHeight * (kernelHeight - 1) + 1;
    }

    int extentWidth() {
        return dilationWidth * (kernelWidth - 1) + 1;
    }

    int outHeight(int inHeight) {
        return Math.floorDiv(inHeight + padTop + padBottom - extentHeight(), strideHeight) + 1;
    }

    int outWidth(int inWidth) {
        return Math.floorDiv(inWidth + padLeft + padRight - extentWidth(), strideWidth) + 1;
    }

    /** As {@link #outWidth(int)}, of a width that may have symbols. */
    Dim outWidth(Dim inWidth) {
        return inWidth.plus(padLeft + padRight - extentWidth())
                .floorDiv(strideWidth)
                .plus(1);
    }

    boolean isPadded() {
        return padTop + padBottom + padLeft + padRight > 0;
    }

    /** Whether each input lies in one window at most. */
    boolean isDisjoint() {
        return strideHeight >= extentHeight() && strideWidth >= extentWidth();
    }

    /** Whether it is a square of this size that moves in steps of one. */
    boolean isDense(int size) {
        return kernelHeight == size
                && kernelWidth == size
                && strideHeight * strideWidth * dilationHeight * dilationWidth == 1;
    }

    /** Whether they are squares of this size side by side. */
    boolean isTiles(int size) {
        boolean square = kernelHeight == size && kernelWidth == size && strideHeight == size && strideWidth == size;
        return square && dilationHeight * dilationWidth == 1 && !isPadded();
    }

    /** The shape of the result for an input {@code [..., height, width, channels]}. */
    Shape over(Shape in, Dim channels) {
        return in.leading(3).append(Dim.of(outHeight(in.dim(-3).asInt())), outWidth(in.dim(-2)), channels);
    }

    /** Called once for each real place that a window's tap meets. */
    interface Tap {
        void at(int output, int input, int kernel);
    }

    /** Visits every window, and in it every tap that lies on the input; places count within one plane. */
    void forEachTap(int inHeight, int inWidth, Tap tap) {
        int outHeight = outHeight(inHeight);
        int outWidth = outWidth(inWidth);
        for (int oh = 0; oh < outHeight; oh++) {
            for (int ow = 0; ow < outWidth; ow++) {
                for (int kh = 0; kh < kernelHeight; kh++) {
                    for (int kw = 0; kw < kernelWidth; kw++) {
                        int h = oh * strideHeight - padTop + kh * dilationHeight;
                        int w = ow * strideWidth - padLeft + kw * dilationWidth;
                        if (h >= 0 && h < inHeight && w >= 0 && w < inWidth) {
                            tap.at(oh * outWidth + ow, h * inWidth + w, kh * kernelWidth + kw);
                        }
                    }
                }
            }
        }
    }

    /** The arguments that the runtime's geometries begin with: input, result, kernel. */
    List<Object> geometry(Shape in, int outChannels, int groups) {
        int height = in.dim(-3).asInt();
        return List.of(
                height,
                in.dim(-2),
                in.dim(-1).asInt(),
                outHeight(height),
                outWidth(in.dim(-2)),
                outChannels,
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                padTop,
                padLeft,
                dilationHeight,
                dilationWidth,
                groups);
    }

    /** The arguments of the runtime's pooling geometry. */
    List<Object> poolGeometry(Shape in, boolean countPadding) {
        int height = in.dim(-3).asInt();
        return List.of(
                height,
                in.dim(-2),
                in.dim(-1).asInt(),
                outHeight(height),
                outWidth(in.dim(-2)),
                kernelHeight,
                kernelWidth,
                strideHeight,
                strideWidth,
                padTop,
                padLeft,
                countPadding);
    }
}
