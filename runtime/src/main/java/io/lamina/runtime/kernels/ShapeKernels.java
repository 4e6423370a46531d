package io.lamina.runtime.kernels;

/** Elements moved as they are. */
public final class ShapeKernels {
    private ShapeKernels() {}

    /**
     * {@code y[r, i, :] = x[r, i * step, :]}: places at equal distances.
     *
     * @param y result {@code [n, size, inner]}
     * @param yo offset of {@code y}
     * @param x input, rows of {@code row} floats
     * @param xo offset of the first place in {@code x}
     * @param n rows
     * @param row floats from one row of x to the next
     * @param size places
     * @param step from one place to the next
     * @param inner floats of a place
     */
    public static void slice(float[] y, int yo, float[] x, int xo, int n, int row, int size, int step, int inner) {
        for (int r = 0; r < n; r++) {
            if (step == 1) {
                System.arraycopy(x, xo + r * row, y, yo + r * size * inner, size * inner);
            } else {
                for (int i = 0; i < size; i++) {
                    System.arraycopy(x, xo + r * row + i * step * inner, y, yo + (r * size + i) * inner, inner);
                }
            }
        }
    }

    /**
     * {@link #slice} of whole numbers.
     *
     * @param y result {@code [n, size, inner]}
     * @param yo offset of {@code y}
     * @param x input, rows of {@code row} numbers
     * @param xo offset of the first place in {@code x}
     * @param n rows
     * @param row numbers from one row of x to the next
     * @param size places
     * @param step from one place to the next
     * @param inner numbers of a place
     */
    public static void sliceInts(int[] y, int yo, int[] x, int xo, int n, int row, int size, int step, int inner) {
        for (int r = 0; r < n; r++) {
            for (int i = 0; i < size; i++) {
                System.arraycopy(x, xo + r * row + i * step * inner, y, yo + (r * size + i) * inner, inner);
            }
        }
    }

    /**
     * Gradient of {@link #slice}: {@code dx[r, from + i * step, :] = dy[r, i, :]}, 0 elsewhere.
     *
     * @param dx result {@code [n, whole, inner]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the result {@code [n, size, inner]}
     * @param dyo offset of {@code dy}
     * @param n rows
     * @param whole places of dx
     * @param from the first place
     * @param size places of dy
     * @param step from one place to the next
     * @param inner floats of a place
     */
    public static void unslice(
            float[] dx, int dxo, float[] dy, int dyo, int n, int whole, int from, int size, int step, int inner) {
        ArithmeticKernels.fill(dx, dxo, n * whole * inner, 0f);
        for (int r = 0; r < n; r++) {
            int row = dxo + (r * whole + from) * inner;
            if (step == 1) {
                System.arraycopy(dy, dyo + r * size * inner, dx, row, size * inner);
            } else {
                for (int i = 0; i < size; i++) {
                    System.arraycopy(dy, dyo + (r * size + i) * inner, dx, row + i * step * inner, inner);
                }
            }
        }
    }

    /**
     * {@code y[r, j] = the largest of x[r, k, j] over k}, and which k it is: the first of equal ones.
     *
     * @param y result {@code [n, c]}
     * @param yo offset of {@code y}
     * @param places result {@code [n, c]}, or {@link Kernels#NO_INTS}
     * @param po offset of {@code places}
     * @param x input {@code [n, m, c]}
     * @param xo offset of {@code x}
     * @param n rows
     * @param m how many are compared, at least 1
     * @param c columns
     * @param sign 1 for the largest, -1 for the smallest
     */
    public static void extremum(
            float[] y, int yo, int[] places, int po, float[] x, int xo, int n, int m, int c, float sign) {
        for (int r = 0; r < n; r++) {
            for (int j = 0; j < c; j++) {
                int at = xo + r * m * c + j;
                float best = x[at];
                int place = 0;
                for (int k = 1; k < m; k++) {
                    float next = x[at + k * c];
                    if (sign * next > sign * best || (Float.isNaN(next) && !Float.isNaN(best))) {
                        best = next;
                        place = k;
                    }
                }
                y[yo + r * c + j] = best;
                if (places.length != 0) {
                    places[po + r * c + j] = place;
                }
            }
        }
    }

    /**
     * Gradient of {@link #extremum}: dy at the places that were found, 0 elsewhere.
     *
     * @param dx result {@code [n, m, c]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the result {@code [n, c]}
     * @param dyo offset of {@code dy}
     * @param places what {@link #extremum} found
     * @param po offset of {@code places}
     * @param n rows
     * @param m how many were compared
     * @param c columns
     */
    public static void extremumGradient(
            float[] dx, int dxo, float[] dy, int dyo, int[] places, int po, int n, int m, int c) {
        ArithmeticKernels.fill(dx, dxo, n * m * c, 0f);
        for (int r = 0; r < n; r++) {
            for (int j = 0; j < c; j++) {
                dx[dxo + (r * m + places[po + r * c + j]) * c + j] = dy[dyo + r * c + j];
            }
        }
    }
}
