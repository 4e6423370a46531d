package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of 3 x 3 convolutions with a stride of 2. Where windows are two pixels apart, each other input belongs to the
 * outer taps of two windows, and for these Winograd's F(2, 2) takes three products in place of four. In one dimension
 *
 * <pre>{@code
 * y0 = w0 d0 + w1 d1 + w2 d2 = w0 (d0 - d2) + w1 d1 + (w0 + w2) d2
 * y1 = w0 d2 + w1 d3 + w2 d4 = w1 d3 + w2 (d4 - d2) + (w0 + w2) d2
 * }</pre>
 *
 * which is five products in place of six, and 25 in place of 36 for the 2 x 2 outputs of a tile in two dimensions. Transforms are sums of two
 * terms without factors, so the error stays at that of the plain sum. What belongs to y0 alone is one sum, and so is what
 * belongs to y1 alone, and to both: with these three in each dimension a tile becomes nine products of matrices, whose sums have one, two or
 * four {@link #terms} for each input channel.
 *
 * <p>Each method takes a vector of channels at a time.
 */
final class VectorStridedWinograd {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** The sum of both outer taps, among taps. */
    static final int OUTER = 3;

    /** What the terms of y0 alone, of both and of y1 alone are multiplied by. */
    private static final int[][] TAPS = {{0, 1}, {OUTER}, {1, 2}};

    private static final int[] BEFORE = before(TAPS);

    private VectorStridedWinograd() {}

    /** How many pairs of taps stand in front of each pair of one's rows and another's columns, and how many there are. */
    static int[] before(int[][] taps) {
        int[] before = new int[taps.length * taps.length + 1];
        for (int i = 1; i < before.length; i++) {
            before[i] = before[i - 1] + taps[(i - 1) / taps.length].length * taps[(i - 1) % taps.length].length;
        }
        return before;
    }

    /** The terms of one of the nine sums: 1, 2 or 4. */
    static int terms(int sum) {
        return TAPS[sum / 3].length * TAPS[sum % 3].length;
    }

    /** The terms of the sums in front of one of the nine; 25 for 9. */
    static int before(int sum) {
        return BEFORE[sum];
    }

    /** Where the terms of a sum begin in memory for {@code tiles} tiles of {@code channels} channels. */
    static int place(int sum, int tiles, int channels) {
        return before(sum) * tiles * channels + 16 * sum;
    }

    /** What multiplies the terms of a sum, {@code size} values for each. */
    static void weights(float[] u, int uo, float[] w, int wo, int sum, int size) {
        taps(u, uo, w, wo, TAPS[sum / 3], TAPS[sum % 3], size);
    }

    /** Each of some rows' taps or sums of taps with each of some columns'; tap t of all kernels begins at {@code w[t * size]}. */
    static void taps(float[] u, int uo, float[] w, int wo, int[] rows, int[] columns, int size) {
        int to = uo;
        for (int row : rows) {
            for (int column : columns) {
                int corner = wo + (3 * (row % OUTER) + column % OUTER) * size;
                System.arraycopy(w, corner, u, to, size);
                if (column == OUTER) {
                    ArithmeticKernels.add(u, to, u, to, w, corner + 2 * size, size);
                }
                if (row == OUTER) {
                    ArithmeticKernels.add(u, to, u, to, w, corner + 6 * size, size);
                }
                if (row == OUTER && column == OUTER) {
                    ArithmeticKernels.add(u, to, u, to, w, corner + 8 * size, size);
                }
                to += size;
            }
        }
    }

    /** The first dimension of the inputs, five rows of {@code n} values: what {@code w0, w1, w0 + w2, w1} and {@code w2} multiply. */
    static void inputColumns(float[] t, int to, int tRow, float[] x, int xo, int xRow, int n) {
        for (int i = 0; i < n; i += L) {
            int from = xo + i;
            FloatVector d2 = FloatVector.fromArray(S, x, from + 2 * xRow);
            FloatVector.fromArray(S, x, from).sub(d2).intoArray(t, to + i);
            FloatVector.fromArray(S, x, from + xRow).intoArray(t, to + tRow + i);
            d2.intoArray(t, to + 2 * tRow + i);
            FloatVector.fromArray(S, x, from + 3 * xRow).intoArray(t, to + 3 * tRow + i);
            FloatVector.fromArray(S, x, from + 4 * xRow).sub(d2).intoArray(t, to + 4 * tRow + i);
        }
    }

    /**
     * The second dimension, of one row of a run of tiles, which begin every four pixels: the terms of the sums of y0 alone, of
     * both and of y1 alone, each for {@code channels} channels, tiles {@code step}, half as much, and {@code step} apart.
     */
    static void inputRow(
            float[] v,
            int first,
            int both,
            int second,
            int step,
            float[] t,
            int to,
            int tiles,
            int pixel,
            int channels) {
        int from = to;
        int tile = 0;
        int half = 0;
        int c = 0;
        for (int i = 0; i < tiles * channels; i += L) {
            FloatVector d2 = FloatVector.fromArray(S, t, from + 2 * pixel + c);
            FloatVector.fromArray(S, t, from + c).sub(d2).intoArray(v, first + tile + c);
            FloatVector.fromArray(S, t, from + pixel + c).intoArray(v, first + tile + channels + c);
            d2.intoArray(v, both + half + c);
            FloatVector.fromArray(S, t, from + 3 * pixel + c).intoArray(v, second + tile + c);
            FloatVector.fromArray(S, t, from + 4 * pixel + c).sub(d2).intoArray(v, second + tile + channels + c);
            c += L;
            if (c == channels) {
                c = 0;
                from += 4 * pixel;
                tile += step;
                half += step / 2;
            }
        }
    }

    /** The outputs of a run of tiles from the nine sums, {@code plane} apart: {@code y = max(sums + b, floor)}, two rows of two pixels each. */
    static void output(
            float[] y,
            int yo,
            int yRow,
            float[] m,
            int mo,
            int plane,
            int tiles,
            float[] b,
            int bo,
            int channels,
            float floor) {
        int to = yo;
        int c = 0;
        for (int i = 0; i < tiles * channels; i += L) {
            int from = mo + i;
            FloatVector both = FloatVector.fromArray(S, m, from + 3 * plane);
            FloatVector top0 = FloatVector.fromArray(S, m, from).add(both);
            FloatVector low0 = FloatVector.fromArray(S, m, from + 6 * plane).add(both);
            both = FloatVector.fromArray(S, m, from + 4 * plane);
            FloatVector bias = FloatVector.fromArray(S, b, bo + c);
            FloatVector top1 =
                    FloatVector.fromArray(S, m, from + plane).add(both).add(bias);
            FloatVector low1 =
                    FloatVector.fromArray(S, m, from + 7 * plane).add(both).add(bias);
            both = FloatVector.fromArray(S, m, from + 5 * plane);
            FloatVector top2 = FloatVector.fromArray(S, m, from + 2 * plane).add(both);
            FloatVector low2 = FloatVector.fromArray(S, m, from + 8 * plane).add(both);
            FloatVector low = FloatVector.broadcast(S, floor);
            FloatVector y0 = top0.add(top1);
            FloatVector y1 = top2.add(top1);
            FloatVector y2 = low0.add(low1);
            FloatVector y3 = low2.add(low1);
            y0.blend(low, y0.compare(VectorOperators.LE, low)).intoArray(y, to + c);
            y1.blend(low, y1.compare(VectorOperators.LE, low)).intoArray(y, to + channels + c);
            y2.blend(low, y2.compare(VectorOperators.LE, low)).intoArray(y, to + yRow + c);
            y3.blend(low, y3.compare(VectorOperators.LE, low)).intoArray(y, to + yRow + channels + c);
            c += L;
            if (c == channels) {
                c = 0;
                to += 2 * channels;
            }
        }
    }

    /** What the nine sums of a run of tiles are to be multiplied by for the gradient by the weights, {@code plane} apart: the gradients by y0, y0 + y1 and y1. */
    static void gradient(float[] z, int zo, int plane, float[] dy, int dyo, int dyRow, int tiles, int channels) {
        int from = dyo;
        int c = 0;
        for (int i = 0; i < tiles * channels; i += L) {
            FloatVector top0 = FloatVector.fromArray(S, dy, from + c);
            FloatVector top1 = FloatVector.fromArray(S, dy, from + channels + c);
            FloatVector low0 = FloatVector.fromArray(S, dy, from + dyRow + c);
            FloatVector low1 = FloatVector.fromArray(S, dy, from + dyRow + channels + c);
            FloatVector top = top0.add(top1);
            FloatVector low = low0.add(low1);
            top0.intoArray(z, zo + i);
            top.intoArray(z, zo + plane + i);
            top1.intoArray(z, zo + 2 * plane + i);
            top0.add(low0).intoArray(z, zo + 3 * plane + i);
            top.add(low).intoArray(z, zo + 4 * plane + i);
            top1.add(low1).intoArray(z, zo + 5 * plane + i);
            low0.intoArray(z, zo + 6 * plane + i);
            low.intoArray(z, zo + 7 * plane + i);
            low1.intoArray(z, zo + 8 * plane + i);
            c += L;
            if (c == channels) {
                c = 0;
                from += 2 * channels;
            }
        }
    }

    /** {@code y = a + b + c + d}, {@code n} values. */
    static void sum(float[] y, int yo, float[] x, int a, int b, int c, int d, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector.fromArray(S, x, a + i)
                    .add(FloatVector.fromArray(S, x, b + i))
                    .add(FloatVector.fromArray(S, x, c + i))
                    .add(FloatVector.fromArray(S, x, d + i))
                    .intoArray(y, yo + i);
        }
    }
}
