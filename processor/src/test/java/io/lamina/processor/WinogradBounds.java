package io.lamina.processor;

import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.MaxPool2d;
import io.lamina.processor.op.Spatial;
import io.lamina.processor.shape.TensorType;
import io.lamina.runtime.kernels.Conv2dGeometry;
import io.lamina.runtime.kernels.KernelChoice;
import io.lamina.runtime.kernels.Pool2dGeometry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * {@link OpBounds} of the 3 x 3 convolutions that are computed by Winograd's algorithm F(4x4, 3x3), or with a stride of 2 by F(2, 2) of every other
 * pixel: {@code gamma(n + 32) terms}, where n products
 * are summed for a place of a transformed tile (channels; tiles in the weight gradient), and terms are the same sums of magnitudes
 * through the matrices' magnitudes, {@code |Aᵀ| [sum (|G| |g| |Gᵀ|) * (|Bᵀ| |d| |B|)] |A|} (Barabasz and others, Error Analysis and Improving the
 * Accuracy of Winograd Convolution, 2020, theorem 1). No value passes more than 32 roundings in the transforms: 3 in each dimension of Bᵀ d B and A dy
 * Aᵀ, 5 of G g Gᵀ, 6 on the way back, and the bias.
 */
final class WinogradBounds {
    private static final double P = 0.75;
    private static final double Q = 1.5;
    private static final double AT_0 = 1 / (P * P * Q * Q);
    private static final double AT_P = 1 / (2 * P * P * (Q * Q - P * P));
    private static final double AT_Q = 1 / (2 * Q * Q * (Q * Q - P * P));

    /** Magnitudes of Bᵀ, G and Aᵀ for the points 0, ±P, ±Q and infinity. */
    private static final double[][] B = {
        {P * P * Q * Q, 0, P * P + Q * Q, 0, 1, 0},
        {0, P * Q * Q, Q * Q, P, 1, 0},
        {0, P * Q * Q, Q * Q, P, 1, 0},
        {0, P * P * Q, P * P, Q, 1, 0},
        {0, P * P * Q, P * P, Q, 1, 0},
        {0, P * P * Q * Q, 0, P * P + Q * Q, 0, 1}
    };

    private static final double[][] G = {
        {AT_0, 0, 0},
        {AT_P, AT_P * P, AT_P * P * P},
        {AT_P, AT_P * P, AT_P * P * P},
        {AT_Q, AT_Q * Q, AT_Q * Q * Q},
        {AT_Q, AT_Q * Q, AT_Q * Q * Q},
        {0, 0, 1}
    };
    private static final double[][] A = {
        {1, 1, 1, 1, 1, 0},
        {0, P, P, Q, Q, 0},
        {0, P * P, P * P, Q * Q, Q * Q, 0},
        {0, P * P * P, P * P * P, Q * Q * Q, Q * Q * Q, 1}
    };
    private static final Algorithm DENSE = new Algorithm(B, G, A);

    /** Two pixels with a stride of 2: d0 - d2, d1, d2, d3 and d4 - d2 times w0, w1, w0 + w2, w1 and w2. */
    private static final Algorithm STRIDED = new Algorithm(
            new double[][] {{1, 0, 1, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 1, 0, 1}},
            new double[][] {{1, 0, 0}, {0, 1, 0}, {1, 0, 1}, {0, 1, 0}, {0, 0, 1}},
            new double[][] {{1, 1, 1, 0, 0}, {0, 0, 1, 1, 1}});

    /** Its gradient by four pixels with odd padding: g0, g0 - g1, g1, g1 and g2 - g1 times w1, w2, w0 + w2, w1 and w0, which come turned. */
    private static final Algorithm STRIDED_IMAGES_ODD = new Algorithm(
            new double[][] {{1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 1, 0}, {0, 1, 1}},
            new double[][] {{0, 1, 0}, {1, 0, 0}, {1, 0, 1}, {0, 1, 0}, {0, 0, 1}},
            new double[][] {{1, 0, 0, 0, 0}, {0, 1, 1, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 1, 0, 1}});

    /** The same with even padding: g0 - g1, g1, g1, g2 - g1 and g2 times w2, w0 + w2, w1, w0 and w1. */
    private static final Algorithm STRIDED_IMAGES_EVEN = new Algorithm(
            new double[][] {{1, 1, 0}, {0, 1, 0}, {0, 1, 0}, {0, 1, 1}, {0, 0, 1}},
            new double[][] {{1, 0, 0}, {1, 0, 1}, {0, 1, 0}, {0, 0, 1}, {0, 1, 0}},
            new double[][] {{1, 1, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 1, 0, 1, 0}, {0, 0, 0, 0, 1}});

    private static final int TRANSFORMS = 32;

    /** Magnitudes of the matrices of one dimension: of inputs, kernels and outputs. */
    private static final class Algorithm {
        private final double[][] b;
        private final double[][] g;
        private final double[][] a;

        Algorithm(double[][] b, double[][] g, double[][] a) {
            this.b = b;
            this.g = g;
            this.a = a;
        }

        int places() {
            return b.length * b.length;
        }

        int window() {
            return b[0].length;
        }

        int tile() {
            return a.length;
        }
    }

    private WinogradBounds() {}

    /** Whether the kernels compute this node so. */
    static boolean apply(NodeRun run) {
        List<Object> geometries = run.geometries();
        if (run.op() instanceof Conv2d conv && conv.pool().isPresent()) {
            return KernelChoice.winograd((Conv2dGeometry) geometries.get(0), (Pool2dGeometry) geometries.get(1));
        }
        return run.op() instanceof Conv2d.BackwardInput
                ? KernelChoice.winogradInput((Conv2dGeometry) geometries.get(0))
                : KernelChoice.winograd((Conv2dGeometry) geometries.get(0));
    }

    /** The bounds of a convolution, without a function behind it, or of one of its gradients, if it is computed so. */
    static Optional<double[]> of(NodeRun run, double u) {
        if (!apply(run)) {
            return Optional.empty();
        }
        NodeRun magnitudes = run.ofMagnitudes();
        if (run.op() instanceof Conv2d conv) {
            double[] terms = convolution(magnitudes, conv.window());
            double[] result =
                    conv.pool().map(pool -> pooled(run, pool, conv, terms)).orElse(terms);
            double[] bias = conv.bias() ? magnitudes.input(2) : new double[1];
            return Optional.of(bounds(
                    u, products(conv.window()) * size(run.inputType(0), -1), result, i -> bias[i % bias.length]));
        }
        if (run.op() instanceof Conv2d.BackwardInput conv) {
            double[] added = conv.residual() ? magnitudes.input(2) : new double[run.result(0).length];
            return Optional.of(bounds(u, size(run.inputType(0), -1), images(magnitudes, conv.window()), i -> added[i]));
        }
        Tiles tiles = tiles(run.inputType(1));
        int images = run.input(1).length / tiles.size();
        Spatial window = ((Conv2d.BackwardWeights) run.op()).window();
        double[] terms = weights(magnitudes, tiles, images, window);
        int count = tiles.count(algorithm(window).tile());
        return Optional.of(bounds(u, images * count, terms, i -> 0));
    }

    private static Algorithm algorithm(Spatial window) {
        return window.strideHeight() == 2 ? STRIDED : DENSE;
    }

    /** Products of a channel that are one sum: with a stride those of up to four places go to the same outputs alone. */
    private static int products(Spatial window) {
        return window.strideHeight() == 2 ? 4 : 1;
    }

    private static double[] bounds(double u, int products, double[] terms, IntToDoubleFunction more) {
        double roundings = (products + TRANSFORMS) * u;
        double[] bounds = new double[terms.length];
        Arrays.setAll(bounds, i -> roundings / (1 - roundings) * (terms[i] + more.applyAsDouble(i)));
        return bounds;
    }

    private static int size(TensorType type, int axis) {
        return type.shape().dim(axis).asInt();
    }

    /** One image, cut into square tiles. */
    private record Tiles(int height, int width, int channels) {
        int size() {
            return height * width * channels;
        }

        int count(int tile) {
            return (height + tile - 1) / tile * ((width + tile - 1) / tile);
        }

        /** {@code n} by {@code n} pixels from ({@code top}, {@code left}) of image i, zeros beside it. */
        double[] cut(double[] x, int i, int top, int left, int n) {
            double[] cut = new double[n * n * channels];
            for (int row = Math.max(0, -top); row < Math.min(n, height - top); row++) {
                for (int column = Math.max(0, -left); column < Math.min(n, width - left); column++) {
                    int from = ((i * height + top + row) * width + left + column) * channels;
                    System.arraycopy(x, from, cut, (row * n + column) * channels, channels);
                }
            }
            return cut;
        }

        /** The pixels of a tile of results that lie inside. */
        void put(double[] y, int i, int top, int left, int size, double[] tile) {
            for (int row = top; row < Math.min(top + size, height); row++) {
                for (int column = left; column < Math.min(left + size, width); column++) {
                    int from = ((row - top) * size + column - left) * channels;
                    System.arraycopy(tile, from, y, ((i * height + row) * width + column) * channels, channels);
                }
            }
        }
    }

    private static Tiles tiles(TensorType type) {
        return new Tiles(size(type, -3), size(type, -2), size(type, -1));
    }

    private static double[] convolution(NodeRun run, Spatial window) {
        int filters = size(run.inputType(1), -1);
        Tiles in = tiles(run.inputType(0));
        int step = window.strideHeight();
        Tiles out = new Tiles(
                (in.height() + window.padTop() + window.padBottom() - 3) / step + 1,
                (in.width() + window.padLeft() + window.padRight() - 3) / step + 1,
                filters);
        return convolution(
                algorithm(window),
                run.input(0),
                in,
                run.input(1),
                out,
                top -> step * top - window.padTop(),
                left -> step * left - window.padLeft());
    }

    /** The gradient by the images: a convolution with turned kernels, from gradients by the outputs. */
    private static double[] images(NodeRun run, Spatial window) {
        Tiles from = tiles(run.inputType(0));
        Tiles to = tiles(run.resultType(0));
        double[] w = run.input(1);
        double[] turned = new double[w.length];
        for (int tap = 0; tap < 9; tap++) {
            for (int c = 0; c < to.channels(); c++) {
                for (int f = 0; f < from.channels(); f++) {
                    turned[((8 - tap) * from.channels() + f) * to.channels() + c] =
                            w[(tap * to.channels() + c) * from.channels() + f];
                }
            }
        }
        if (window.strideHeight() == 1) {
            return convolution(
                    DENSE,
                    run.input(0),
                    from,
                    turned,
                    to,
                    top -> top + window.padTop() - 2,
                    left -> left + window.padLeft() - 2);
        }
        if (window.padTop() % 2 != window.padLeft() % 2) {
            throw new IllegalStateException("no bound for odd and even padding: " + window);
        }
        return convolution(
                window.padTop() % 2 == 1 ? STRIDED_IMAGES_ODD : STRIDED_IMAGES_EVEN,
                run.input(0),
                from,
                turned,
                to,
                top -> (top + window.padTop() + 1) / 2 - 1,
                left -> (left + window.padLeft() + 1) / 2 - 1);
    }

    /** With the window of a tile that begins at a row and column as two functions have it. */
    private static double[] convolution(
            Algorithm algorithm,
            double[] x,
            Tiles in,
            double[] w,
            Tiles out,
            IntUnaryOperator windowTop,
            IntUnaryOperator windowLeft) {
        double[] u = transform(algorithm.g, w);
        int tile = algorithm.tile();
        int images = x.length / in.size();
        double[] y = new double[images * out.size()];
        for (int i = 0; i < images; i++) {
            for (int top = 0; top < out.height(); top += tile) {
                for (int left = 0; left < out.width(); left += tile) {
                    int row = windowTop.applyAsInt(top);
                    int column = windowLeft.applyAsInt(left);
                    double[] v = transform(algorithm.b, in.cut(x, i, row, column, algorithm.window()));
                    double[] m = new double[algorithm.places() * out.channels()];
                    for (int k = 0; k < algorithm.places() * in.channels(); k++) {
                        int place = k / in.channels();
                        for (int f = 0; f < out.channels(); f++) {
                            m[place * out.channels() + f] += v[k] * u[k * out.channels() + f];
                        }
                    }
                    out.put(y, i, top, left, tile, transform(algorithm.a, m));
                }
            }
        }
        return y;
    }

    private static double[] weights(NodeRun run, Tiles out, int images, Spatial window) {
        Tiles in = tiles(run.inputType(0));
        Algorithm algorithm = algorithm(window);
        int tile = algorithm.tile();
        int step = window.strideHeight();
        double[] sums = new double[algorithm.places() * in.channels() * out.channels()];
        for (int i = 0; i < images; i++) {
            for (int top = 0; top < out.height(); top += tile) {
                for (int left = 0; left < out.width(); left += tile) {
                    int row = step * top - window.padTop();
                    int column = step * left - window.padLeft();
                    double[] v = transform(algorithm.b, in.cut(run.input(0), i, row, column, algorithm.window()));
                    double[] z = transform(turned(algorithm.a), out.cut(run.input(1), i, top, left, tile));
                    for (int k = 0; k < algorithm.places() * in.channels(); k++) {
                        int place = k / in.channels();
                        for (int f = 0; f < out.channels(); f++) {
                            sums[k * out.channels() + f] += v[k] * z[place * out.channels() + f];
                        }
                    }
                }
            }
        }
        return transform(turned(algorithm.g), sums);
    }

    private static double[][] turned(double[][] matrix) {
        double[][] turned = new double[matrix[0].length][matrix.length];
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < turned.length; column++) {
                turned[column][row] = matrix[row][column];
            }
        }
        return turned;
    }

    /** {@code M x Mᵀ} of each of the values that lie side by side at the places of x. */
    private static double[] transform(double[][] matrix, double[] x) {
        int from = matrix[0].length;
        int to = matrix.length;
        int n = x.length / (from * from);
        double[] y = new double[to * to * n];
        for (int place = 0; place < to * to * from * from; place++) {
            int source = place % (from * from);
            int target = place / (from * from);
            double factor = matrix[target / to][source / from] * matrix[target % to][source % from];
            for (int i = 0; i < n && factor != 0; i++) {
                y[target * n + i] += factor * x[source * n + i];
            }
        }
        return y;
    }

    /** The largest of each window, which no error of the maximum exceeds. */
    private static double[] pooled(NodeRun run, MaxPool2d pool, Conv2d conv, double[] terms) {
        Spatial window = pool.window();
        int width = size(run.inputType(0), -2)
                + conv.window().padLeft()
                + conv.window().padRight()
                - 2;
        Tiles out = tiles(run.resultType(0));
        int plane = terms.length / (run.result(0).length / out.size());
        double[] largest = new double[run.result(0).length];
        for (int i = 0; i < largest.length; i++) {
            int pixel = i % out.size() / out.channels();
            int top = pixel / out.width() * window.strideHeight();
            int left = pixel % out.width() * window.strideWidth();
            for (int k = 0; k < window.kernelHeight() * window.kernelWidth(); k++) {
                int at = (top + k / window.kernelWidth()) * width + left + k % window.kernelWidth();
                largest[i] =
                        Math.max(largest[i], terms[i / out.size() * plane + at * out.channels() + i % out.channels()]);
            }
        }
        return largest;
    }
}
