package io.lamina.examples.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.ModelParameters;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Attention step by step, each against the loops of {@code softmax(Q K^T / sqrt(d)) V} as one would write them down. */
class AttentionFromScratchTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-5);
    private static final int T = 6;
    private static final int WIDTH = 8;
    private static final int SIZE = 4;

    @Test
    void singleHead() {
        SingleHeadParameters parameters = SingleHeadParameters.create(1);
        float[] x = random(1, T * WIDTH);
        float[] found = new SingleHeadInference(parameters).predict(x);
        assertClose(found, head(parameters, "query", "key", "value", rows(x, WIDTH), rows(x, WIDTH), false));
    }

    @Test
    void batched() {
        SingleHeadParameters parameters = SingleHeadParameters.create(2);
        SingleHeadInference inference = new SingleHeadInference(parameters);
        float[] x = random(2, 5 * T * WIDTH);
        float[] found = new float[5 * T * SIZE];
        inference.predict(inference.workspace(5), 5, x, found);
        for (int b = 0; b < 5; b++) {
            float[] sample = Arrays.copyOfRange(x, b * T * WIDTH, (b + 1) * T * WIDTH);
            double[][] rows = rows(sample, WIDTH);
            assertClose(
                    Arrays.copyOfRange(found, b * T * SIZE, (b + 1) * T * SIZE),
                    head(parameters, "query", "key", "value", rows, rows, false));
        }
    }

    @Test
    void aMatrixForEachHead() {
        HeadByHeadParameters parameters = HeadByHeadParameters.create(3);
        float[] x = random(3, T * WIDTH);
        double[][] rows = rows(x, WIDTH);
        double[][] heads = beside(
                head(parameters, "query0", "key0", "value0", rows, rows, false),
                head(parameters, "query1", "key1", "value1", rows, rows, false));
        assertClose(
                new HeadByHeadInference(parameters).predict(x),
                product(heads, rows(parameters.get("out.weight"), WIDTH)));
    }

    /** Fused heads with the weights of separate ones give what these give. */
    @Test
    void oneMatrixForAllHeads() {
        HeadByHeadParameters apart = HeadByHeadParameters.create(4);
        FusedHeadsParameters fused = FusedHeadsParameters.create(5);
        for (String part : new String[] {"query", "key", "value"}) {
            double[][] columns =
                    beside(rows(apart.get(part + "0.weight"), SIZE), rows(apart.get(part + "1.weight"), SIZE));
            fused.set("mixed." + part + ".weight", floats(columns));
        }
        fused.set("mixed.attention_output.weight", apart.get("out.weight"));
        float[] x = random(4, T * WIDTH);
        float[] found = new FusedHeadsInference(fused).predict(x);
        assertClose(found, rows(new HeadByHeadInference(apart).predict(x), WIDTH));
        assertClose(found, attention(fused, rows(x, WIDTH), rows(x, WIDTH), false));
    }

    @Test
    void causal() {
        CausalHeadsParameters parameters = CausalHeadsParameters.create(6);
        CausalHeadsInference inference = new CausalHeadsInference(parameters);
        float[] x = random(6, T * WIDTH);
        float[] found = inference.predict(x);
        assertClose(found, attention(parameters, rows(x, WIDTH), rows(x, WIDTH), true));
        float[] changed = x.clone();
        Arrays.fill(changed, 4 * WIDTH, T * WIDTH, 7f);
        assertThat(Arrays.copyOf(inference.predict(changed), 4 * WIDTH))
                .as("what comes later does not matter")
                .isEqualTo(Arrays.copyOf(found, 4 * WIDTH));
    }

    @Test
    void cross() {
        CrossHeadsParameters parameters = CrossHeadsParameters.create(7);
        float[] x = random(7, T * WIDTH);
        float[] memory = random(8, 9 * 5);
        assertClose(
                new CrossHeadsInference(parameters).predict(x, memory),
                attention(parameters, rows(x, WIDTH), rows(memory, 5), false));
    }

    // ---- what is compared with

    /** Two heads with the weights of {@code mixed}, and the product behind them. */
    private static double[][] attention(ModelParameters parameters, double[][] x, double[][] memory, boolean causal) {
        double[][] q = product(x, rows(parameters.get("mixed.query.weight"), WIDTH));
        double[][] k = product(memory, rows(parameters.get("mixed.key.weight"), WIDTH));
        double[][] v = product(memory, rows(parameters.get("mixed.value.weight"), WIDTH));
        double[][] heads = beside(
                softmaxed(columns(q, 0), columns(k, 0), columns(v, 0), causal),
                softmaxed(columns(q, SIZE), columns(k, SIZE), columns(v, SIZE), causal));
        return product(heads, rows(parameters.get("mixed.attention_output.weight"), WIDTH));
    }

    private static double[][] head(
            ModelParameters parameters,
            String query,
            String key,
            String value,
            double[][] x,
            double[][] memory,
            boolean causal) {
        return softmaxed(
                product(x, rows(parameters.get(query + ".weight"), SIZE)),
                product(memory, rows(parameters.get(key + ".weight"), SIZE)),
                product(memory, rows(parameters.get(value + ".weight"), SIZE)),
                causal);
    }

    /** {@code softmax(Q K^T / sqrt(d)) V}. */
    private static double[][] softmaxed(double[][] q, double[][] k, double[][] v, boolean causal) {
        double[][] out = new double[q.length][v[0].length];
        for (int i = 0; i < q.length; i++) {
            double[] weight = new double[k.length];
            double sum = 0;
            for (int j = 0; j < k.length; j++) {
                double dot = 0;
                for (int c = 0; c < q[i].length; c++) {
                    dot += q[i][c] * k[j][c];
                }
                weight[j] = causal && j > i ? 0 : Math.exp(dot / Math.sqrt(q[i].length));
                sum += weight[j];
            }
            for (int j = 0; j < k.length; j++) {
                for (int c = 0; c < v[j].length; c++) {
                    out[i][c] += weight[j] / sum * v[j][c];
                }
            }
        }
        return out;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] y = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int c = 0; c < b.length; c++) {
                    y[i][j] += a[i][c] * b[c][j];
                }
            }
        }
        return y;
    }

    private static double[][] columns(double[][] a, int from) {
        return Arrays.stream(a)
                .map(row -> Arrays.copyOfRange(row, from, from + SIZE))
                .toArray(double[][]::new);
    }

    private static double[][] beside(double[][] a, double[][] b) {
        double[][] y = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            y[i] = Arrays.copyOf(a[i], a[i].length + b[i].length);
            System.arraycopy(b[i], 0, y[i], a[i].length, b[i].length);
        }
        return y;
    }

    private static double[][] rows(float[] values, int width) {
        double[][] rows = new double[values.length / width][width];
        for (int i = 0; i < values.length; i++) {
            rows[i / width][i % width] = values[i];
        }
        return rows;
    }

    private static float[] floats(double[][] rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return values;
    }

    private static float[] random(long seed, int n) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat() * 4 - 2;
        }
        return values;
    }

    private static void assertClose(float[] found, double[][] expected) {
        assertThat(found).hasSize(expected.length * expected[0].length);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i / expected[0].length][i % expected[0].length], CLOSE);
        }
    }
}
