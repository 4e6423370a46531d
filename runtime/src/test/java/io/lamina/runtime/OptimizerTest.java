package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lamina.runtime.ParameterTable.Group;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Expected values are PyTorch 2.13's: {@code w = [0.5, -1.5, 2]}, five steps with the gradient
 * {@code [0.1, -0.2, 0.3] * t}, t from 1 on, by {@code torch.optim.SGD}, {@code Adam} and {@code AdamW}.
 */
class OptimizerTest {
    private static final float[] PLAIN = {0.35f, -1.1999999f, 1.55f};
    private static final float[] MOMENTUM = {0.17691843f, -0.8472804f, 1.0241989f};
    private static final float[] NESTEROV = {0.06467213f, -0.62934417f, 0.69401616f};
    private static final float[] ADAMW = {0.44909436f, -1.4441044f, 1.9416094f};
    private static final float[] ADAM = {0.45070177f, -1.4505675f, 1.9505228f};

    @TempDir
    Path dir;

    @Test
    void plainSgdIsPyTorchs() {
        assertWeights(Sgd.builder().learningRate(0.1f).build(), PLAIN);
    }

    @Test
    void sgdWithMomentumAndDecayIsPyTorchs() {
        Sgd sgd = Sgd.builder()
                .learningRate(0.1f)
                .momentum(0.9f)
                .weightDecay(0.01f)
                .build();
        assertWeights(sgd, MOMENTUM);
    }

    @Test
    void nesterovIsPyTorchs() {
        Sgd sgd = Sgd.builder().learningRate(0.1f).momentum(0.9f).nesterov(true).build();
        assertWeights(sgd, NESTEROV);
    }

    @Test
    void adamWithDecayIsPyTorchsAdamW() {
        assertWeights(Adam.builder().learningRate(0.01f).weightDecay(0.1f).build(), ADAMW);
    }

    @Test
    void adamIsPyTorchs() {
        Adam adam = Adam.builder()
                .learningRate(0.01f)
                .beta1(0.8f)
                .beta2(0.95f)
                .epsilon(1e-3f)
                .build();
        assertWeights(adam, ADAM);
    }

    @Test
    void adamsPowersAreStrictMaths() {
        for (double base : new double[] {0, 0.5f, 0.9f, 0.95f, 0.999f}) {
            for (long n : new long[] {1, 2, 3, 10, 100, 999, 1000, 12_345}) {
                double expected = StrictMath.pow(base, (double) n);
                assertThat(Adam.power(base, n)).isCloseTo(expected, within(1e-12 * expected));
            }
        }
    }

    @Test
    void onlyTheFirstGroupDecaysAndFrozenWeightsStay() {
        for (Optimizer optimizer : new Optimizer[] {
            Sgd.builder().weightDecay(0.5f).build(),
            Sgd.builder().momentum(0.5f).weightDecay(0.5f).build(),
            Adam.builder().weightDecay(0.5f).build()
        }) {
            ParameterTable table = ParameterTable.builder("M")
                    .add("w", Group.DECAYED, 0, new int[] {2}, Initializer.zeros())
                    .add("b", Group.PLAIN, 2, new int[] {2}, Initializer.zeros())
                    .add("f", Group.FROZEN, 4, new int[] {2}, Initializer.zeros())
                    .build();
            optimizer.bind(table);
            float[] values = {1, 1, 1, 1, 1, 1};
            optimizer.apply(values, new float[] {0, 0, 0, 0});
            assertThat(values[0]).isLessThan(1).isEqualTo(values[1]);
            assertThat(Arrays.copyOfRange(values, 2, 6)).containsExactly(1, 1, 1, 1);
        }
    }

    @Test
    void theLearningRateCanFollowASchedule() {
        Sgd sgd = Sgd.builder().learningRate(1).build();
        sgd.bind(table(1));
        float[] values = {0};
        sgd.apply(values, new float[] {1});
        sgd.setLearningRate(0.25f);
        sgd.apply(values, new float[] {1});
        assertThat(values[0]).isEqualTo(-1.25f);
        assertThat(sgd.steps()).isEqualTo(2);
    }

    @Test
    void aSavedStateGoesOnBitForBit() throws IOException {
        Path file = dir.resolve("adam.safetensors");
        Adam first = Adam.builder().build();
        first.bind(TinyParameters.TABLE);
        float[] values = TinyParameters.create(1).values();
        float[] gradients = new float[TinyParameters.TABLE.trainable()];
        Initializer.normal(1).fill(gradients, 0, gradients.length, 5);
        first.apply(values, gradients);
        first.apply(values, gradients);
        first.save(file);
        float[] resumed = values.clone();
        Adam second = Adam.builder().build();
        second.bind(TinyParameters.TABLE);
        second.load(file);
        first.apply(values, gradients);
        second.apply(resumed, gradients);
        assertThat(resumed).isEqualTo(values);
        assertThat(second.steps()).isEqualTo(3);
        try (SafeTensors tensors = SafeTensors.open(file)) {
            assertThat(tensors.tensors()).containsKeys("conv.weight.exp_avg", "dense.bias.exp_avg_sq", "steps");
            assertThat(tensors.tensors()).doesNotContainKey("fixed.weight.exp_avg");
        }
        Sgd other = Sgd.builder().momentum(0.9f).build();
        other.bind(TinyParameters.TABLE);
        assertThatThrownBy(() -> other.load(file))
                .isInstanceOf(ParameterMismatchException.class)
                .hasMessageContaining("does not fit Tiny's Sgd")
                .hasMessageContaining("conv.weight.momentum_buffer");
    }

    @Test
    void misuseIsExplained() {
        Adam adam = Adam.builder().build();
        assertThatThrownBy(() -> adam.apply(new float[1], new float[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this Adam is not bound to a model yet");
        adam.bind(table(1));
        assertThatThrownBy(() -> adam.bind(table(1)))
                .hasMessage("this Adam already trains M; make an optimizer of its own for each training");
        assertThatThrownBy(() -> adam.setLearningRate(Float.NaN))
                .hasMessage("learningRate must be finite and not negative, but is NaN");
        assertThatThrownBy(() -> Adam.builder().beta1(1)).hasMessage("beta1 must be in [0, 1), but is 1.0");
        assertThatThrownBy(() -> Sgd.builder().nesterov(true).build()).hasMessage("nesterov needs a momentum above 0");
    }

    /** Subnormal numbers would make each later step many times as slow. */
    @Test
    void meansOfGradientsThatStayAtZeroDoNotBecomeSubnormal() {
        for (Optimizer optimizer : new Optimizer[] {
            Sgd.builder().momentum(0.9f).build(), Adam.builder().beta2(0.9f).build()
        }) {
            optimizer.bind(table(2));
            float[] values = {0.5f, -0.5f};
            optimizer.apply(values, new float[] {0.25f, -0.25f});
            for (int t = 0; t < 1000; t++) {
                optimizer.apply(values, new float[2]);
                for (int slot = 0; slot < optimizer.slots().size(); slot++) {
                    for (float mean : optimizer.state(slot)) {
                        assertThat(mean == 0 || Math.abs(mean) >= Float.MIN_NORMAL)
                                .as("%s %s after %d steps", optimizer.slots().get(slot), mean, t)
                                .isTrue();
                    }
                }
            }
            for (int slot = 0; slot < optimizer.slots().size(); slot++) {
                for (float mean : optimizer.state(slot)) {
                    assertThat(Math.abs(mean)).isLessThan(1e-30f);
                }
            }
        }
    }

    private static void assertWeights(Optimizer optimizer, float[] expected) {
        optimizer.bind(table(3));
        float[] values = {0.5f, -1.5f, 2};
        for (int t = 1; t <= 5; t++) {
            optimizer.apply(values, new float[] {0.1f * t, -0.2f * t, 0.3f * t});
        }
        assertThat(optimizer.steps()).isEqualTo(5);
        for (int i = 0; i < 3; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(1e-6f * Math.max(1, Math.abs(expected[i]))));
        }
    }

    private static ParameterTable table(int size) {
        return ParameterTable.builder("M")
                .add("w", Group.DECAYED, 0, new int[] {size}, Initializer.zeros())
                .build();
    }
}
