package io.lamina.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    /** {@code CosineAnnealingLR(T_max=5)}. */
    @Test
    void theCosineIsPyTorchs() {
        assertRates(Schedule.cosine(0.4f), 0.4, 0.3618034, 0.2618034, 0.1381966, 0.0381966);
    }

    /** {@code OneCycleLR(total_steps=10)}. */
    @Test
    void oneCycleIsPyTorchs() {
        assertRates(
                Schedule.oneCycle(0.4f),
                0.016,
                0.208,
                0.4,
                0.38019385,
                0.32469826,
                0.24450481,
                0.15549679,
                0.07530334,
                0.01980775,
                1.6e-6);
    }

    /** {@code OneCycleLR(total_steps=7, pct_start=0.5, div_factor=4, final_div_factor=10)}. */
    @Test
    void oneCycleTakesPyTorchsArguments() {
        assertRates(
                Schedule.oneCycle(0.4f, 0.5, 4, 10),
                0.1,
                0.20364746,
                0.37135255,
                0.38068893,
                0.24839158,
                0.08341949,
                0.01);
    }

    private static void assertRates(Schedule schedule, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) schedule.rate(i, expected.length))
                    .as("step %d", i)
                    .isCloseTo(expected[i], within(1e-7));
        }
    }

    /** Also where the last batch of an epoch is smaller, and in a second fit anew. */
    @Test
    void everyStepOfAFitHasItsOwn() {
        SoftmaxRegression model = SoftmaxRegression.withAdam(1);
        List<Long> steps = new ArrayList<>();
        Trainer trainer = Trainer.of(model)
                .progress(Progress.none())
                .batchSize(16)
                .epochs(3)
                .schedule((step, all) -> {
                    assertThat(all).isEqualTo(9);
                    steps.add(step);
                    return step + 1;
                });
        Dataset data = SoftmaxRegression.clouds(40, 1);
        trainer.fit(data);
        assertThat(steps).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(model.optimizer().learningRate()).isEqualTo(9);
        steps.clear();
        trainer.fit(data);
        assertThat(steps).startsWith(0L, 1L).hasSize(9);
    }

    @Test
    void wrongArgumentsAreTold() {
        assertThatThrownBy(() -> Schedule.cosine(0)).hasMessageContaining("must be positive, but is 0.0");
        assertThatThrownBy(() -> Schedule.oneCycle(Float.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
        assertThatThrownBy(() -> Schedule.oneCycle(1, 1.5, 25, 1e4)).hasMessageContaining("but found 1.5, 25.0");
    }
}
