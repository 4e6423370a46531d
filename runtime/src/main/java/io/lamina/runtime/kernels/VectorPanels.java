package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How the columns of a product fall into panels, and the packing of the right-hand matrix into them: row {@code k} of a
 * panel follows row {@code k - 1} at once, so a product reads it as one stream.
 *
 * <p>A panel is one vector or two vectors wide. Where the columns are no multiple of a vector, the last panel's second vector
 * overlaps the first: its shared columns are computed twice, to the same value, and no masks are needed. Panels share no
 * columns, so sums may be continued panel by panel. A matrix narrower than a vector is padded with zeros.
 */
final class VectorPanels {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** What sums start from that have no bias: a row of any panel. (A branch in the tiles would be one more way to deoptimise.) */
    static final float[] ZEROS = new float[8 * L];

    private VectorPanels() {}

    /**
     * The columns of the next panel where {@code left} are left: up to a vector's lanes it is one vector wide, else two, and
     * the second one begins at the panel's columns less the lanes.
     */
    static int columns(int left) {
        if (left >= 3 * L || left == 2 * L) {
            return 2 * L;
        }
        return left > 2 * L ? L : left;
    }

    /** The floats in a row of a panel of {@code columns}. */
    static int width(int columns) {
        return columns <= L ? L : 2 * L;
    }

    /** Packs all {@code n} columns of {@code w[k, n]}, rows {@code wStep} apart. */
    static void pack(float[] p, int po, float[] w, int wo, int wStep, int k, int n) {
        int to = po;
        for (int j = 0; j < n; ) {
            int columns = columns(n - j);
            packPanel(p, to, w, wo + j, wStep, k, columns);
            to += k * width(columns);
            j += columns;
        }
    }

    /** Packs the {@code columns} of a panel that begin at {@code wo}. */
    static void packPanel(float[] p, int po, float[] w, int wo, int wStep, int k, int columns) {
        if (columns < L) {
            for (int i = 0; i < k; i++) {
                int to = po + i * L;
                for (int j = 0; j < columns; j++) {
                    p[to + j] = w[wo + i * wStep + j];
                }
                for (int j = columns; j < L; j++) {
                    p[to + j] = 0f;
                }
            }
        } else if (columns == L) {
            for (int i = 0; i < k; i++) {
                FloatVector.fromArray(S, w, wo + i * wStep).intoArray(p, po + i * L);
            }
        } else {
            int second = columns - L;
            for (int i = 0; i < k; i++) {
                FloatVector v = FloatVector.fromArray(S, w, wo + i * wStep);
                FloatVector.fromArray(S, w, wo + i * wStep + second).intoArray(p, po + i * 2 * L + L);
                v.intoArray(p, po + i * 2 * L);
            }
        }
    }

    /** Packs the transpose of {@code w[n, k]}, rows {@code wStep} apart. */
    static void packTransposed(float[] p, int po, float[] w, int wo, int wStep, int k, int n) {
        int to = po;
        for (int j = 0; j < n; ) {
            int columns = columns(n - j);
            packTransposedPanel(p, to, w, wo + j * wStep, wStep, k, columns);
            to += k * width(columns);
            j += columns;
        }
    }

    /** Packs the {@code columns} of a panel of the transpose of {@code w[n, k]}: the rows of {@code w} from {@code wo} on. */
    static void packTransposedPanel(float[] p, int po, float[] w, int wo, int wStep, int k, int columns) {
        int width = width(columns);
        if (columns < L) {
            for (int i = 0; i < k * width; i++) {
                p[po + i] = 0f;
            }
            for (int j = 0; j < columns; j++) {
                column(p, po + j, width, w, wo + j * wStep, k);
            }
            return;
        }
        int second = columns - L;
        for (int j = 0; j < L; j++) {
            column(p, po + j, width, w, wo + j * wStep, k);
        }
        for (int j = L; j < width; j++) {
            column(p, po + j, width, w, wo + (second + j - L) * wStep, k);
        }
    }

    /** A row of w as a column of p, whose rows are {@code width} apart. */
    static void column(float[] p, int po, int width, float[] w, int wo, int k) {
        int to = po;
        for (int i = 0; i < k; i++) {
            p[to] = w[wo + i];
            to += width;
        }
    }
}
