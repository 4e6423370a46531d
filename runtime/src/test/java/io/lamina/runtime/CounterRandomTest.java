package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
    private static final int MANY = 200_000;

    @Test
    void bitsAreThoseOfSplitMix64() {
        // The published outputs of SplitMix64 for seed 1234567.
        assertThat(CounterRandom.bits(1234567, 0)).isEqualTo(6457827717110365317L);
        assertThat(CounterRandom.bits(1234567, 1)).isEqualTo(3203168211198807973L);
        assertThat(Long.toUnsignedString(CounterRandom.bits(1234567, 2))).isEqualTo("9817491932198370423");
    }

    @Test
    void uniformFillsItsRangeEvenly() {
        int[] tenths = new int[10];
        for (int i = 0; i < MANY; i++) {
            float u = CounterRandom.uniform(7, i);
            assertThat(u >= 0 && u < 1).isTrue();
            tenths[(int) (u * 10)]++;
        }
        for (int count : tenths) {
            assertThat(count).isCloseTo(MANY / 10, within(800));
        }
    }

    @Test
    void gaussianHasMeanZeroAndDeviationOne() {
        double sum = 0;
        double squares = 0;
        double fourth = 0;
        for (int i = 0; i < MANY; i++) {
            double g = CounterRandom.gaussian(11, i);
            sum += g;
            squares += g * g;
            fourth += g * g * g * g;
        }
        assertThat(sum / MANY).isCloseTo(0, within(0.01));
        assertThat(squares / MANY).isCloseTo(1, within(0.02));
        assertThat(fourth / MANY).isCloseTo(3, within(0.15));
    }

    @Test
    void boundedReachesEveryValueAndNoOther() {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(CounterRandom.bounded(3, i, 6));
        }
        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        assertThatThrownBy(() -> CounterRandom.bounded(3, 0, 0)).hasMessageContaining("at least 1, but is 0");
    }

    @Test
    void keysOfDifferentPurposesDiffer() {
        Set<Long> keys = new HashSet<>();
        for (long seed = -50; seed < 50; seed++) {
            for (long number = 0; number < 100; number++) {
                keys.add(CounterRandom.key(seed, number));
            }
        }
        assertThat(keys).hasSize(10_000);
        assertThat(CounterRandom.key(1, "conv1.weight")).isNotEqualTo(CounterRandom.key(1, "conv1.bias"));
        assertThat(CounterRandom.key(1, "conv1.weight")).isNotEqualTo(CounterRandom.key(2, "conv1.weight"));
    }

    @Test
    void permutationHoldsEveryNumberOnceAndIsFixedByItsKey() {
        int[] order = CounterRandom.permutation(5, 1000);
        assertThat(order).isEqualTo(CounterRandom.permutation(5, 1000));
        assertThat(order).isNotEqualTo(CounterRandom.permutation(6, 1000));
        Arrays.sort(order);
        assertThat(order).isEqualTo(Shapes.identity(1000));
        assertThat(CounterRandom.permutation(5, 0)).isEmpty();
    }

    @Test
    void everyPermutationOfThreeIsAsLikely() {
        int[] counts = new int[27];
        for (int key = 0; key < 60_000; key++) {
            int[] p = CounterRandom.permutation(key, 3);
            counts[9 * p[0] + 3 * p[1] + p[2]]++;
        }
        assertThat(Arrays.stream(counts).filter(c -> c > 0)).hasSize(6).allMatch(c -> Math.abs(c - 10_000) < 400);
    }

    /** Numbers that every machine must give: a change here changes every user's run. */
    @Test
    void numbersAreFixedForever() {
        assertThat(CounterRandom.permutation(CounterRandom.key(CounterRandom.key(42, "shuffle"), 0), 10))
                .containsExactly(PINNED_ORDER);
        assertThat(Float.floatToIntBits((float) CounterRandom.gaussian(CounterRandom.key(42, "x"), 1)))
                .isEqualTo(PINNED_GAUSSIAN);
    }

    private static final int[] PINNED_ORDER = {8, 9, 3, 7, 1, 0, 6, 5, 4, 2};
    private static final int PINNED_GAUSSIAN = 0x3F38F111;
}
