package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.shape.Dim;

/**
 * The scratch memory of the products' kernels, in floats: packed weights and laid-out patches, for the widest vectors, so that
 * a plan is the same on every machine. The same sums stand in {@code DenseKernels} and {@code Conv2dKernels} of the runtime,
 * which this module does not see; a test holds the two against each other.
 */
final class KernelScratch {
    /** Floats in the widest vector. */
    private static final int LANES = 16;
    /** Rows of the largest tile, and one of start values. */
    private static final int TILE = 13 * LANES;
    /** The weight gradient's padded rows of a pass, and a tile. */
    private static final int WEIGHTS = (256 + 12) * LANES;

    /** Floats that a row of a norm's coefficients has behind its channels. */
    private static final int BEHIND = 64;

    private KernelScratch() {}

    /** A dense product of {@code terms} terms per sum. */
    static KernelCall.Argument dense(Dim terms) {
        return scratch(terms.times(2 * LANES).plus(TILE));
    }

    /** The gradient of a dense layer's weights. */
    static KernelCall.Argument denseWeights() {
        return scratch(Dim.of(WEIGHTS));
    }

    /** A convolution of {@code patch} terms per sum. */
    static int convolution(int patch, int channels, int filters, int groups) {
        return groups * patch * (filters / groups + LANES) + strip(patch) * patch + TILE + LANES + 2 * LANES * channels;
    }

    /** The rows of a convolution's result that a pool behind it waits for. */
    static int pooled(int patch, int width, int filters, int poolHeight, int poolStride) {
        int rows = poolStride < poolHeight ? poolHeight : poolStride * Math.max(1, strip(patch) / (width * poolStride));
        return rows * width * filters;
    }

    /** The gradient of a convolution's images. */
    static int convolutionInput(int patch, int filters, int groups) {
        return filters / groups * (patch + 2 * LANES) + strip(patch) * patch + TILE + LANES;
    }

    /** The gradient of a convolution's weights. */
    static int convolutionWeights(int patch) {
        return strip(patch) * patch + LANES + WEIGHTS;
    }

    /** Output pixels whose patches are laid out at a time. */
    private static int strip(int patch) {
        return Math.max(12, Math.min(240, 65536 / patch / 12 * 12));
    }

    /** A pass that normalises. */
    static KernelCall.Argument normalize(Dim channels) {
        return scratch(normWidth(channels).times(3));
    }

    /** A row of what a pass over a norm knows of each channel. */
    static Dim normWidth(Dim channels) {
        return channels.plus(BEHIND);
    }

    static KernelCall.Argument scratch(int floats) {
        return scratch(Dim.of(floats));
    }

    private static KernelCall.Argument scratch(Dim floats) {
        return new KernelCall.Argument.Scratch(floats);
    }
}
