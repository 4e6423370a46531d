package io.lamina.runtime.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WavesTest {
    private static final double BOUND = 1e-15;

    @Test
    void areStrictMathsToWithinTheirBound() {
        Random random = new Random(3);
        for (double size : new double[] {1e-9, 0.5, 4, 1000, 1 << 20, 1e9, 1e30}) {
            for (int i = 0; i < 20_000; i++) {
                check(size * (2 * random.nextDouble() - 1));
            }
        }
        for (int quarter = -1000; quarter <= 1000; quarter++) {
            check(quarter * Math.PI / 2);
            check(quarter * Math.PI / 4);
        }
    }

    private static void check(double angle) {
        assertThat(Waves.sin(angle)).as("sin %s", angle).isCloseTo(StrictMath.sin(angle), within(BOUND));
        assertThat(Waves.cos(angle)).as("cos %s", angle).isCloseTo(StrictMath.cos(angle), within(BOUND));
    }

    @Test
    void noNumberHasNone() {
        for (double angle : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(Waves.sin(angle)).isNaN();
            assertThat(Waves.cos(angle)).isNaN();
        }
    }
}
