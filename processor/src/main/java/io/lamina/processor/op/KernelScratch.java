package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;

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

    /** Terms and columns up to which the scratch memory of a product of matrices grows. */
    private static final int DEPTH = 256;

    private static final int WIDTH = 512;

    /** The largest right matrix that is packed as a whole for the sake of what follows the product. */
    private static final int STRIP_WEIGHTS = 1 << 18;

    /** Tiles of a transformed convolution that are computed at a time. */
    private static final int MOST_TILES = 48;
    /** Rows and columns of a tile of an attention's scores. */
    private static final int QUERIES = 72;

    private static final int KEYS = 256;

    private static final int SCORES = QUERIES * (KEYS + LANES);

    /** What a softmax over such a tile keeps: two columns, and a vector for each row. */
    private static final int SOFTMAX = (2 + LANES) * QUERIES;

    /** Floats that a row of a norm's coefficients has behind its channels. */
    private static final int BEHIND = 64;

    /** Rows of coefficients from which a norm's gradient is computed. */
    static final int NORM_GRADIENT_ROWS = 5;

    /** Floats of a norm's block of rows, and the rows that it has at least. */
    private static final int NORM_BLOCK = 2048;

    private static final int NORM_BLOCK_ROWS = 16;

    private KernelScratch() {}

    /** A product by {@code MatrixKernels} of {@code terms} terms per sum; the most that any takes where they are a symbol. */
    static KernelCall.Argument matrix(Dim terms) {
        return matrix(Dim.of(WIDTH), terms);
    }

    /** {@link #matrix} for a result of so many columns. */
    static KernelCall.Argument matrix(Dim columns, Dim terms) {
        return scratch(matrixFloats(
                columns.constant().orElse((long) WIDTH), terms.constant().orElse((long) DEPTH)));
    }

    /** The same for a result that a function goes over strip by strip, where the right matrix is packed as a whole. */
    static KernelCall.Argument matrixInStrips(Dim columns, Dim terms) {
        boolean strips = columns.asInt() * (long) terms.asInt() <= STRIP_WEIGHTS;
        int packed = strips ? (columns.asInt() + LANES) * terms.asInt() : 0;
        return scratch(packed + matrixFloats(columns.asInt(), terms.asInt()));
    }

    private static int matrixFloats(long columns, long terms) {
        int width = (int) Math.min(WIDTH, columns);
        int depth = (int) Math.min(DEPTH, terms);
        int copies = columns < 96 ? 1 : 16;
        return depth * (width + LANES) + copies * DEPTH * LANES + TILE + LANES;
    }

    /** The floats of a right matrix {@code [terms, columns]} that {@code MatrixKernels} has packed. */
    static Dim packed(Dim columns, Dim terms) {
        return columns.plus(LANES).times(terms);
    }

    /** The product of each step of a recurrence, {@code terms} terms per sum: its packed weights, and what the product takes. */
    static int recurrent(int terms, int columns) {
        return (columns + LANES) * terms + matrixFloats(columns, terms);
    }

    /** The product of each step of an LSTM, and the gates of twelve rows. */
    static int lstm(int units) {
        return recurrent(units, 4 * units) + 12 * 4 * units;
    }

    /** A convolution with weights {@code [KH, KW, C / groups, F]}. */
    static int convolution(Spatial window, Shape weights, int groups) {
        int patch = patch(weights);
        int channels = weights.dim(-2).asInt() * groups;
        int filters = weights.dim(-1).asInt();
        int strips = groups * patch * (filters / groups + LANES)
                + strip(patch) * patch
                + TILE
                + LANES
                + 2 * LANES * channels
                + vertical(window, channels, filters, groups);
        int transformed = winograd(window, channels, filters, groups, channels * (filters + LANES));
        return most(strips, transformed, product(window, filters, channels));
    }

    /** What a pool behind a convolution waits for: some rows of one image, or the transformed tiles of several. */
    static int pooled(int patch, int width, int filters, int poolHeight, int poolStride) {
        if (poolStride < poolHeight) {
            return poolHeight * width * filters;
        }
        int some = strip(patch) / (width * poolStride);
        int rows = poolStride * Math.max(Math.max(1, some), 4 * Math.max(1, some / 4));
        return Math.max(rows * width, 16 * MOST_TILES) * filters;
    }

    /** The gradient of a convolution's images. */
    static int convolutionInput(Spatial window, Shape weights, int groups) {
        int patch = patch(weights);
        int channels = weights.dim(-2).asInt() * groups;
        int filters = weights.dim(-1).asInt();
        int strips = filters / groups * (patch + 2 * LANES) + strip(patch) * patch + TILE + LANES;
        int phases = phases(weights, groups);
        int transformed = winograd(window, channels, filters, groups, filters * (channels + LANES));
        return most(Math.max(strips, phases), transformed, product(window, channels, filters));
    }

    /** The same phase by phase: turned weights, columns of a dozen rows of the results' gradient, and a tile. */
    private static int phases(Shape weights, int groups) {
        int height = weights.dim(-4).asInt();
        int width = weights.dim(-3).asInt();
        int filters = weights.dim(-1).asInt() / groups;
        int columns = Math.max(strip(height * width * filters) * width, 12 * (width + 9));
        int packed = height * width * filters * (weights.dim(-2).asInt() + LANES);
        return packed + columns * height * filters + 2 * LANES + 16 * LANES;
    }

    /** The gradient of a convolution's weights. */
    static int convolutionWeights(Spatial window, Shape weights, int groups) {
        int patch = patch(weights);
        int channels = weights.dim(-2).asInt() * groups;
        int filters = weights.dim(-1).asInt();
        int strips = strip(patch) * patch + LANES + WEIGHTS;
        int transformed = winograd(window, channels, filters, groups, channels * filters);
        return most(strips, transformed, product(window, filters, DEPTH));
    }

    /** The same behind a pool: the rows under a row of windows, too. */
    static int pooledWeights(Spatial window, Shape weights, int poolHeight, int width) {
        return convolutionWeights(window, weights, 1)
                + poolHeight * width * weights.dim(-1).asInt();
    }

    private static int most(int a, int b, int c) {
        return Math.max(a, Math.max(b, c));
    }

    /** What a product takes that is all of a convolution with 1 x 1 windows. */
    private static int product(Spatial window, int columns, int terms) {
        return window.kernelHeight() == 1 && window.kernelWidth() == 1 ? matrixFloats(columns, terms) : 0;
    }

    /** What the kernels take that transform 3 x 3 convolutions; whether they do hangs on the images' size, too. */
    private static int winograd(Spatial window, int channels, int filters, int groups, int plane) {
        int tiles = Math.max(12, Math.min(MOST_TILES, 8192 / (channels + filters) / 12 * 12));
        int strip = (96 * tiles + 13) * Math.max(channels, filters) + 24 * LANES;
        int strided = tiles * (25 * channels + 16 * filters) + 331 * Math.max(channels, filters) + 40 * LANES;
        return switch (planes(window, channels, filters, groups)) {
            case 36 -> 36 * (plane + LANES) + Math.max(strip, 36 * channels * filters);
            case 25 -> 25 * plane + Math.max(strided, 4 * channels * filters);
            default -> 0;
        };
    }

    /** What the kernels take that transform the columns of images of few channels: weights, and four of the longest rows. */
    private static int vertical(Spatial window, int channels, int filters, int groups) {
        boolean few = channels <= 4 && is3x3(window, groups, 1);
        return few ? 12 * channels * filters + 4 * channels * (strip(9 * channels) + 2) : 0;
    }

    /** Whether 3 x 3 kernels without a stride are transformed; whether they are hangs on the images' size, too. */
    static boolean isTransformed(Spatial window, int channels, int filters, int groups) {
        return planes(window, channels, filters, groups) == 36;
    }

    /** The products of a transformed tile, with a stride of 1 or 2; 0 where none is. */
    private static int planes(Spatial window, int channels, int filters, int groups) {
        boolean many = Math.min(channels, filters) >= 32 && channels * filters <= 128 * 128;
        if (many && is3x3(window, groups, 2)) {
            return 25;
        }
        return many && is3x3(window, groups, 1) ? 36 : 0;
    }

    private static boolean is3x3(Spatial window, int groups, int stride) {
        return window.kernelHeight() == 3
                && window.kernelWidth() == 3
                && window.strideHeight() == stride
                && window.strideWidth() == stride
                && window.dilationHeight() == 1
                && window.dilationWidth() == 1
                && groups == 1;
    }

    /** A convolution's packed weights. */
    static int packedConvolution(Spatial window, Shape weights, int groups) {
        int channels = weights.dim(-2).asInt() * groups;
        int filters = weights.dim(-1).asInt();
        int panels = groups * patch(weights) * (filters / groups + LANES);
        return Math.max(panels, planes(window, channels, filters, groups) * channels * (filters + LANES));
    }

    /** What it takes to pack them. */
    static int packingConvolution(Spatial window, Shape weights, int groups) {
        int channels = weights.dim(-2).asInt() * groups;
        int filters = weights.dim(-1).asInt();
        int planes = planes(window, channels, filters, groups);
        return (planes == 25 ? 4 : planes) * channels * filters;
    }

    /** Terms of one output's sum. */
    static int patch(Shape weights) {
        return weights.dim(-4).times(weights.dim(-3)).times(weights.dim(-2)).asInt();
    }

    /** Output pixels whose patches are laid out at a time. */
    static int strip(int patch) {
        return Math.max(12, Math.min(240, 65536 / patch / 12 * 12));
    }

    /** A pass that normalises. */
    static KernelCall.Argument normalize(Dim channels) {
        return scratch(normWidth(channels).times(3));
    }

    /** The gradient of a norm with ReLU behind it: what normalising needs, and a block of rows. */
    static KernelCall.Argument normReluGradient(Dim channels) {
        return scratch(normWidth(channels)
                .times(3)
                .plus(channels.times(NORM_BLOCK_ROWS))
                .plus(NORM_BLOCK));
    }

    /** A group norm. */
    static KernelCall.Argument groupNorm(Dim channels) {
        return scratch(channels.times(3).plus(normWidth(channels).times(3)));
    }

    /** The gradient of a group norm. */
    static KernelCall.Argument groupNormGradient(Dim channels) {
        return scratch(channels.times(2).plus(normWidth(channels).times(NORM_GRADIENT_ROWS)));
    }

    /** A row of what a pass over a norm knows of each channel. */
    static Dim normWidth(Dim channels) {
        return channels.plus(BEHIND);
    }

    /** An attention over {@code keys}: products, a tile of scores and its softmax, the packed keys and values of a head. */
    static KernelCall.Argument attention(Dim keys, int size, int valueSize) {
        int fixed = attentionProducts(size, valueSize) + SCORES + SOFTMAX;
        return scratch(
                attentionTiles(keys, size).plus(packed(Dim.of(valueSize), keys)).plus(fixed));
    }

    /** Its gradient: three tiles, a column, keys and values packed, and rows of keys. */
    static KernelCall.Argument attentionGradient(Dim keys, int size, int valueSize) {
        int fixed = attentionProducts(size, valueSize) + 3 * SCORES + QUERIES / LANES * LANES + LANES;
        return scratch(attentionTiles(keys, size)
                .plus(attentionTiles(keys, valueSize))
                .plus(packed(Dim.of(size), keys))
                .plus(fixed));
    }

    /** The newest steps of an attention: products, a tile of scores and its softmax. */
    static KernelCall.Argument attentionSteps(int size, int valueSize) {
        return scratch(attentionProducts(size, valueSize) + SCORES + SOFTMAX);
    }

    private static int attentionProducts(int size, int valueSize) {
        int most = Math.max(KEYS, Math.max(size, valueSize));
        return matrixFloats(most, most);
    }

    private static Dim attentionTiles(Dim keys, int size) {
        return keys.ceilDiv(KEYS).times((long) size * (KEYS + 16));
    }

    static KernelCall.Argument scratch(int floats) {
        return scratch(Dim.of(floats));
    }

    private static KernelCall.Argument scratch(Dim floats) {
        return new KernelCall.Argument.Scratch(floats);
    }
}
