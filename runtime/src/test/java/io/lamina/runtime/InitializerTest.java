package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {
    private static final int MANY = 100_000;

    @Test
    void constantsAreConstant() {
        assertThat(filled(Initializer.zeros(), 3)).containsExactly(0, 0, 0);
        assertThat(filled(Initializer.ones(), 2)).containsExactly(1, 1);
        assertThat(filled(Initializer.constant(-2.5f), 1)).containsExactly(-2.5f);
    }

    @ParameterizedTest
    @CsvSource({
        "glorotUniform, 0.1", // sqrt(6 / (200 + 400))
        "kaimingUniform, 0.0707107", // 1 / sqrt(200)
        "heUniform, 0.1732051", // sqrt(6 / 200)
        "uniform, 0.3"
    })
    void uniformOnesKeepTheirBoundAndFillIt(String name, float bound) {
        float[] values = filled(named(name), MANY);
        double squares = 0;
        for (float v : values) {
            assertThat(Math.abs(v)).isLessThanOrEqualTo(bound * 1.00001f);
            squares += v * v;
        }
        // The deviation of a uniform variable on [-b, b] is b / sqrt(3).
        assertThat(Math.sqrt(squares / MANY)).isCloseTo(bound / Math.sqrt(3), within(bound * 0.01));
    }

    @ParameterizedTest
    @CsvSource({
        "normal, 0.5, 9",
        "glorotNormal, 0.0577350, 0.1313", // sqrt(2 / (200 + 400)); cut at 2 / 0.8796 of it
        "heNormal, 0.1, 0.2274" // sqrt(2 / 200)
    })
    void gaussianOnesHaveTheirDeviation(String name, double deviation, float bound) {
        float[] values = filled(named(name), MANY);
        double sum = 0;
        double squares = 0;
        for (float v : values) {
            assertThat(Math.abs(v)).isLessThan(bound);
            sum += v;
            squares += v * v;
        }
        assertThat(sum / MANY).isCloseTo(0, within(deviation * 0.02));
        assertThat(Math.sqrt(squares / MANY)).isCloseTo(deviation, within(deviation * 0.02));
    }

    @Test
    void orthogonalRowsOrColumnsAre() {
        for (int[] shape : new int[][] {{5, 20}, {20, 5}, {8, 8}, {1, 4}}) {
            int rows = shape[0];
            int columns = shape[1];
            float[] w = filled(Initializer.orthogonal(rows, columns), rows * columns);
            int count = Math.min(rows, columns);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    double product = 0;
                    for (int k = 0; k < Math.max(rows, columns); k++) {
                        product += rows < columns
                                ? w[i * columns + k] * w[j * columns + k]
                                : w[k * columns + i] * w[k * columns + j];
                    }
                    assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-6));
                }
            }
        }
        assertThatThrownBy(() -> filled(Initializer.orthogonal(2, 3), 5)).hasMessageContaining("2 x 3");
    }

    @Test
    void theForgetGateStartsOpen() {
        assertThat(filled(Initializer.unitForgetBias(2), 8)).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
    }

    @Test
    void aValueDependsOnKeyAndIndexAlone() {
        for (String name : new String[] {"uniform", "heNormal"}) {
            float[] whole = filled(named(name), 100);
            float[] part = new float[60];
            named(name).fill(part, 10, 50, 99);
            for (int i = 0; i < 50; i++) {
                assertThat(part[10 + i]).isEqualTo(whole[i]);
            }
            assertThat(part[9]).isZero();
        }
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> Initializer.kaimingUniform(0)).hasMessage("fanIn must be at least 1, but is 0");
        assertThatThrownBy(() -> Initializer.uniform(Float.NaN)).hasMessageContaining("bound must be finite");
    }

    private static Initializer named(String name) {
        return switch (name) {
            case "glorotUniform" -> Initializer.glorotUniform(200, 400);
            case "kaimingUniform" -> Initializer.kaimingUniform(200);
            case "heUniform" -> Initializer.heUniform(200);
            case "uniform" -> Initializer.uniform(0.3f);
            case "normal" -> Initializer.normal(0.5f);
            case "glorotNormal" -> Initializer.glorotNormal(200, 400);
            case "heNormal" -> Initializer.heNormal(200);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static float[] filled(Initializer initializer, int size) {
        float[] values = new float[size];
        initializer.fill(values, 0, size, 99);
        return values;
    }
}
