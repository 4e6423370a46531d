package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of the gradient by the images of {@link VectorStridedWinograd}'s convolutions. In one dimension four neighbouring inputs follow
 * from three gradients by outputs, g0, g1 and g2. Two of them are read by both outer taps,
 *
 * <pre>{@code
 * e0 = w2 g0 + w0 g1 = w2 (g0 - g1) + (w0 + w2) g1
 * e1 = w2 g1 + w0 g2 = w0 (g2 - g1) + (w0 + w2) g1
 * }</pre>
 *
 * and the pixels between them by the middle tap alone: {@code w1 g1} behind e0, and {@code w1 g0} in front of e0 or {@code w1 g2} behind e1, as the
 * padding is odd or even. That is four values and five products, for g1 has two of them: 16 and 25 in two dimensions.
 */
final class VectorStridedWinogradBackward {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** What g0 - g1, g1, g2 - g1 and g0 or g2 are multiplied by. */
    private static final int[][] TAPS = {{2}, {VectorStridedWinograd.OUTER, 1}, {0}, {1}};

    private static final int[] BEFORE = VectorStridedWinograd.before(TAPS);

    private VectorStridedWinogradBackward() {}

    /** The products of one of the 16 values: 1, 2 or 4. */
    static int products(int value) {
        return TAPS[value / 4].length * TAPS[value % 4].length;
    }

    /** The products of the values in front of one of the 16; 25 for 16. */
    static int before(int value) {
        return BEFORE[value];
    }

    /** Where the products of a value begin in memory for {@code tiles} tiles of {@code channels} channels. */
    static int place(int value, int tiles, int channels) {
        return before(value) * tiles * channels + 16 * value;
    }

    /** What multiplies a value for its products, {@code size} values for each. */
    static void weights(float[] u, int uo, float[] w, int wo, int value, int size) {
        VectorStridedWinograd.taps(u, uo, w, wo, TAPS[value / 4], TAPS[value % 4], size);
    }

    /** The first dimension, from three rows of {@code n} gradients: four rows of values. */
    static void columns(float[] t, int to, int tRow, float[] dy, int dyo, int dyRow, int n, boolean odd) {
        int last = odd ? dyo : dyo + 2 * dyRow;
        for (int i = 0; i < n; i += L) {
            FloatVector g1 = FloatVector.fromArray(S, dy, dyo + dyRow + i);
            FloatVector.fromArray(S, dy, dyo + i).sub(g1).intoArray(t, to + i);
            g1.intoArray(t, to + tRow + i);
            FloatVector.fromArray(S, dy, dyo + 2 * dyRow + i).sub(g1).intoArray(t, to + 2 * tRow + i);
            FloatVector.fromArray(S, dy, last + i).intoArray(t, to + 3 * tRow + i);
        }
    }

    /** The second dimension, of one row of a run of tiles, which begin every two pixels: four values for each, in planes. */
    static void row(float[] z, int zo, int plane, float[] t, int to, int tiles, int channels, boolean odd) {
        int from = to;
        int last = odd ? 0 : 2 * channels;
        int c = 0;
        for (int i = 0; i < tiles * channels; i += L) {
            FloatVector g1 = FloatVector.fromArray(S, t, from + channels + c);
            FloatVector.fromArray(S, t, from + c).sub(g1).intoArray(z, zo + i);
            g1.intoArray(z, zo + plane + i);
            FloatVector.fromArray(S, t, from + 2 * channels + c).sub(g1).intoArray(z, zo + 2 * plane + i);
            FloatVector.fromArray(S, t, from + last + c).intoArray(z, zo + 3 * plane + i);
            c += L;
            if (c == channels) {
                c = 0;
                from += 2 * channels;
            }
        }
    }

    /**
     * The pixels of tiles {@code t} to {@code t + tiles} of a strip: four rows of four for each, from its 25 products.
     *
     * @param mo where the products of the strip begin
     */
    static void pixels(
            float[] dx,
            int dxo,
            int dxRow,
            float[] m,
            int mo,
            int strip,
            int t,
            int tiles,
            int channels,
            boolean oddRow,
            boolean oddColumn) {
        int e0 = oddColumn ? channels : 0;
        int o = oddColumn ? 0 : 3 * channels;
        int first = oddRow ? dxo + dxRow : dxo;
        int last = oddRow ? dxo : dxo + 3 * dxRow;
        int m00 = from(mo, 0, strip, t, channels);
        int m01 = from(mo, 1, strip, t, channels);
        int m02 = from(mo, 2, strip, t, channels);
        int m03 = from(mo, 3, strip, t, channels);
        int m10 = from(mo, 4, strip, t, channels);
        int m11 = from(mo, 5, strip, t, channels);
        int m12 = from(mo, 6, strip, t, channels);
        int m13 = from(mo, 7, strip, t, channels);
        int m20 = from(mo, 8, strip, t, channels);
        int m21 = from(mo, 9, strip, t, channels);
        int m22 = from(mo, 10, strip, t, channels);
        int m23 = from(mo, 11, strip, t, channels);
        int m30 = from(mo, 12, strip, t, channels);
        int m31 = from(mo, 13, strip, t, channels);
        int m32 = from(mo, 14, strip, t, channels);
        int m33 = from(mo, 15, strip, t, channels);
        int pixel = 0;
        int tile = 0;
        int c = 0;
        for (int i = 0; i < tiles * channels; i += L) {
            int k = tile + c;
            int k2 = 2 * tile + c;
            int k4 = 4 * tile + c;
            int to = pixel + c;
            FloatVector both = FloatVector.fromArray(S, m, m10 + k2);
            FloatVector a0 = FloatVector.fromArray(S, m, m00 + k).add(both);
            FloatVector a2 = FloatVector.fromArray(S, m, m20 + k).add(both);
            FloatVector a1 = FloatVector.fromArray(S, m, m10 + k2 + channels);
            FloatVector a3 = FloatVector.fromArray(S, m, m30 + k);
            both = FloatVector.fromArray(S, m, m11 + k4);
            FloatVector b0 = FloatVector.fromArray(S, m, m01 + k2).add(both);
            FloatVector b2 = FloatVector.fromArray(S, m, m21 + k2).add(both);
            FloatVector b1 = FloatVector.fromArray(S, m, m11 + k4 + 2 * channels);
            FloatVector b3 = FloatVector.fromArray(S, m, m31 + k2);
            a0.add(b0).intoArray(dx, first + to + e0);
            a1.add(b1).intoArray(dx, first + dxRow + to + e0);
            a2.add(b2).intoArray(dx, first + 2 * dxRow + to + e0);
            a3.add(b3).intoArray(dx, last + to + e0);
            both = FloatVector.fromArray(S, m, m12 + k2);
            FloatVector.fromArray(S, m, m02 + k).add(both).add(b0).intoArray(dx, first + to + e0 + 2 * channels);
            FloatVector.fromArray(S, m, m12 + k2 + channels)
                    .add(b1)
                    .intoArray(dx, first + dxRow + to + e0 + 2 * channels);
            FloatVector.fromArray(S, m, m22 + k)
                    .add(both)
                    .add(b2)
                    .intoArray(dx, first + 2 * dxRow + to + e0 + 2 * channels);
            FloatVector.fromArray(S, m, m32 + k).add(b3).intoArray(dx, last + to + e0 + 2 * channels);
            both = FloatVector.fromArray(S, m, m11 + k4 + channels);
            FloatVector.fromArray(S, m, m01 + k2 + channels).add(both).intoArray(dx, first + to + e0 + channels);
            FloatVector.fromArray(S, m, m11 + k4 + 3 * channels).intoArray(dx, first + dxRow + to + e0 + channels);
            FloatVector.fromArray(S, m, m21 + k2 + channels)
                    .add(both)
                    .intoArray(dx, first + 2 * dxRow + to + e0 + channels);
            FloatVector.fromArray(S, m, m31 + k2 + channels).intoArray(dx, last + to + e0 + channels);
            both = FloatVector.fromArray(S, m, m13 + k2);
            FloatVector.fromArray(S, m, m03 + k).add(both).intoArray(dx, first + to + o);
            FloatVector.fromArray(S, m, m13 + k2 + channels).intoArray(dx, first + dxRow + to + o);
            FloatVector.fromArray(S, m, m23 + k).add(both).intoArray(dx, first + 2 * dxRow + to + o);
            FloatVector.fromArray(S, m, m33 + k).intoArray(dx, last + to + o);
            c += L;
            if (c == channels) {
                c = 0;
                pixel += 4 * channels;
                tile += channels;
            }
        }
    }

    private static int from(int mo, int value, int strip, int t, int channels) {
        return mo + place(value, strip, channels) + t * products(value) * channels;
    }
}
