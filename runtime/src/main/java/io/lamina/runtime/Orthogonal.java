package io.lamina.runtime;

/**
 * {@link Initializer#orthogonal}: Gaussian vectors made orthogonal one after the other, each twice, by the modified method of Gram
 * and Schmidt, in double ("twice is enough": Giraud et al., 2005). They are the columns of the matrix, or its rows where these
 * are fewer; their directions are uniform, as those of a QR decomposition with positive diagonal.
 */
final class Orthogonal extends Initializer {
    private final int rows;
    private final int columns;

    Orthogonal(int rows, int columns) {
        super("orthogonal");
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public void fill(float[] values, int offset, int size, long key) {
        if (size != rows * columns) {
            throw new IllegalArgumentException(size + " values, but the matrix has " + rows + " x " + columns);
        }
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] vectors = new double[count][length];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < length; k++) {
                vectors[i][k] = CounterRandom.gaussian(key, (long) i * length + k);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    subtract(vectors[i], vectors[j], dot(vectors[i], vectors[j]));
                }
            }
            normalise(vectors[i]);
        }
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                values[offset + r * columns + c] = (float) (rows < columns ? vectors[r][c] : vectors[c][r]);
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void subtract(double[] a, double[] b, double factor) {
        for (int k = 0; k < a.length; k++) {
            a[k] -= factor * b[k];
        }
    }

    private static void normalise(double[] a) {
        double scale = 1 / Math.sqrt(dot(a, a));
        for (int k = 0; k < a.length; k++) {
            a[k] *= scale;
        }
    }
}
