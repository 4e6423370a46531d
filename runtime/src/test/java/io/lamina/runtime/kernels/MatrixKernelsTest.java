package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static io.lamina.runtime.kernels.Tensors.output;
import static io.lamina.runtime.kernels.Tensors.random;
import static io.lamina.runtime.kernels.Tensors.toDoubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixKernelsTest {
    private static final double TOLERANCE = 3e-6;

    /** A product with room between its rows. */
    record Product(int m, int n, int k, boolean transposeA, boolean transposeB, boolean accumulate, float alpha) {
        int ldc() {
            return n + 3;
        }

        int lda() {
            return (transposeA ? m : k) + 2;
        }

        int ldb() {
            return (transposeB ? k : n) + 5;
        }

        float[] a() {
            return random(1, lda() * (transposeA ? k : m));
        }

        float[] b() {
            return random(2, ldb() * (transposeB ? n : k));
        }

        /** What c holds before; where it is overwritten, what no sum survives. */
        float[] start() {
            float[] c = output(m * ldc());
            Random random = new Random(3);
            for (int i = 0; i < m * n; i++) {
                c[OFFSET + i / n * ldc() + i % n] = accumulate ? random.nextFloat() - 0.5f : Float.NaN;
            }
            return c;
        }

        double[] expected(float[] a, float[] b, float[] start) {
            double[] c = toDoubles(start);
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int r = 0; r < k; r++) {
                        double left = a[OFFSET + (transposeA ? r * lda() + i : i * lda() + r)];
                        double right = b[OFFSET + (transposeB ? j * ldb() + r : r * ldb() + j)];
                        sum += left * right;
                    }
                    c[i * ldc() + j] = (accumulate ? c[i * ldc() + j] : 0) + alpha * sum;
                }
            }
            return c;
        }

        /** The rows and columns in the given ranges; kernels of the lane that runs. */
        void run(float[] c, float[] a, float[] b, int fromRow, int toRow, int fromColumn, int toColumn) {
            float[] scratch = new float[7 + MatrixKernels.scratch(k)];
            MatrixKernels.multiply(
                    c,
                    OFFSET + fromRow * ldc() + fromColumn,
                    ldc(),
                    a,
                    OFFSET + fromRow * (transposeA ? 1 : lda()),
                    lda(),
                    b,
                    OFFSET + fromColumn * (transposeB ? ldb() : 1),
                    ldb(),
                    scratch,
                    7,
                    toRow - fromRow,
                    toColumn - fromColumn,
                    k,
                    transposeA,
                    transposeB,
                    accumulate,
                    alpha);
        }
    }

    static Stream<Product> small() {
        int[] rows = {1, 2, 4, 5, 8, 9, 10, 11, 12, 13, 22, 31};
        int[] columns = {1, 3, 8, 15, 16, 17, 31, 32, 33, 47, 48, 70};
        return IntStream.of(rows)
                .boxed()
                .flatMap(m -> IntStream.of(columns)
                        .boxed()
                        .flatMap(n -> IntStream.of(1, 7, 16, 33)
                                .boxed()
                                .flatMap(k -> IntStream.range(0, 16).mapToObj(bits -> product(m, n, k, bits)))));
    }

    static Stream<Product> large() {
        int[][] sizes = {
            {300, 40, 530}, {12, 256, 256}, {256, 64, 512},
            {409, 6, 257}, {128, 512, 300}, {179, 130, 257},
            {64, 128, 10}, {190, 100, 40}, {376, 98, 5}
        };
        return Stream.of(sizes)
                .flatMap(size -> IntStream.range(0, 16).mapToObj(bits -> product(size[0], size[1], size[2], bits)));
    }

    private static Product product(int m, int n, int k, int bits) {
        float alpha = (bits & 8) != 0 ? 0.3f : 1f;
        return new Product(m, n, k, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, alpha);
    }

    @Test
    void smallProducts() {
        small().forEach(MatrixKernelsTest::check);
    }

    @ParameterizedTest
    @MethodSource("large")
    void largeProducts(Product product) {
        check(product);
    }

    private static void check(Product p) {
        float[] a = p.a();
        float[] b = p.b();
        float[] c = p.start();
        double[] expected = p.expected(a, b, c);
        p.run(c, a, b, 0, p.m(), 0, p.n());
        assertClose(p.toString(), c, expected, TOLERANCE);
        if (Lane.VECTOR) {
            float[] plain = p.start();
            PlainMatrix.multiply(
                    plain,
                    OFFSET,
                    p.ldc(),
                    a,
                    OFFSET,
                    p.lda(),
                    b,
                    OFFSET,
                    p.ldb(),
                    p.m(),
                    p.n(),
                    p.k(),
                    p.transposeA(),
                    p.transposeB(),
                    p.accumulate(),
                    p.alpha());
            assertClose(p + " on the plain lane", plain, expected, TOLERANCE);
        }
    }

    @Test
    void bitsDoNotDependOnWhereRowsAndColumnsAreCut() {
        Stream.concat(small().filter(p -> p.m() > 4 && p.n() > 8 && p.k() > 7), large())
                .forEach(p -> {
                    float[] a = p.a();
                    float[] b = p.b();
                    float[] whole = p.start();
                    p.run(whole, a, b, 0, p.m(), 0, p.n());
                    float[] cut = p.start();
                    int row = p.m() / 3;
                    int column = Lane.VECTOR ? p.n() / 2 : p.n();
                    p.run(cut, a, b, 0, row, 0, p.n());
                    p.run(cut, a, b, row, row + 1, 0, p.n());
                    p.run(cut, a, b, row + 1, p.m(), 0, column);
                    if (column < p.n()) {
                        p.run(cut, a, b, row + 1, p.m(), column, p.n());
                    }
                    assertThat(Tensors.bits(cut)).as(p.toString()).isEqualTo(Tensors.bits(whole));
                });
    }

    /** Narrow matrices and the last rows of others are read past their ends where their arrays go on. */
    @Test
    void whatFollowsInTheArraysChangesNothing() {
        Stream.concat(small(), large()).forEach(p -> {
            float[] c = p.start();
            p.run(c, followed(p.a()), followed(p.b()), 0, p.m(), 0, p.n());
            assertThat(Tensors.bits(c)).as(p.toString()).isEqualTo(Tensors.bits(whole(p)));
        });
    }

    private static float[] followed(float[] values) {
        float[] longer = Arrays.copyOf(values, values.length + 16 * 600);
        Arrays.fill(longer, values.length, longer.length, Float.NaN);
        return longer;
    }

    @Test
    void packedMatricesGiveTheSameBits() {
        assumeThat(Lane.VECTOR).isTrue();
        Stream.concat(small(), large())
                .filter(p -> !p.transposeA() && p.alpha() == 1f)
                .forEach(p ->
                        assertThat(Tensors.bits(packed(p))).as(p.toString()).isEqualTo(Tensors.bits(whole(p))));
    }

    @Test
    void packedMatrices() {
        small().filter(p -> !p.transposeA() && p.alpha() == 1f)
                .forEach(p -> assertClose(p.toString(), packed(p), p.expected(p.a(), p.b(), p.start()), TOLERANCE));
    }

    private static float[] whole(Product p) {
        float[] c = p.start();
        p.run(c, p.a(), p.b(), 0, p.m(), 0, p.n());
        return c;
    }

    private static float[] packed(Product p) {
        float[] c = p.start();
        float[] packed = output(MatrixKernels.packed(p.n(), p.k()));
        MatrixKernels.pack(packed, OFFSET, p.b(), OFFSET, p.ldb(), p.n(), p.k(), p.transposeB());
        Tensors.assertBorders("packed", packed);
        MatrixKernels.multiplyPacked(
                c,
                OFFSET,
                p.ldc(),
                p.a(),
                OFFSET,
                p.lda(),
                packed,
                OFFSET,
                new float[MatrixKernels.scratch(p.k())],
                0,
                p.m(),
                p.n(),
                p.k(),
                p.accumulate());
        return c;
    }

    @Test
    void headsWhereTheyStand() {
        int heads = 3;
        int tokens = 20;
        int size = 5;
        int width = heads * size;
        float[] q = random(1, tokens * width);
        float[] k = random(2, tokens * width);
        float[] scores = output(heads * tokens * tokens);
        float[] scratch = new float[MatrixKernels.scratch(tokens)];
        MatrixKernels.multiplyAll(
                scores,
                OFFSET,
                tokens,
                tokens * tokens,
                q,
                OFFSET,
                width,
                size,
                k,
                OFFSET,
                width,
                size,
                scratch,
                0,
                heads,
                tokens,
                tokens,
                size,
                false,
                true,
                false,
                0.25f);
        double[] expected = new double[heads * tokens * tokens];
        for (int i = 0; i < expected.length; i++) {
            int head = i / (tokens * tokens);
            int row = i / tokens % tokens;
            for (int r = 0; r < size; r++) {
                expected[i] += 0.25
                        * q[OFFSET + row * width + head * size + r]
                        * k[OFFSET + i % tokens * width + head * size + r];
            }
        }
        assertClose("scores", scores, expected, TOLERANCE);

        float[] values = output(tokens * width);
        MatrixKernels.multiplyAll(
                values,
                OFFSET,
                width,
                size,
                scores,
                OFFSET,
                tokens,
                tokens * tokens,
                k,
                OFFSET,
                width,
                size,
                scratch,
                0,
                heads,
                tokens,
                size,
                tokens,
                false,
                false,
                false,
                1f);
        expected = new double[tokens * width];
        for (int i = 0; i < expected.length; i++) {
            int head = i % width / size;
            for (int t = 0; t < tokens; t++) {
                expected[i] += (double) scores[OFFSET + (head * tokens + i / width) * tokens + t]
                        * k[OFFSET + t * width + i % width];
            }
        }
        assertClose("values", values, expected, TOLERANCE);
    }
}
