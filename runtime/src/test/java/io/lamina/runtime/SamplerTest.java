package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final int MANY = 100_000;
    /** Logarithms of 0.5, 0.3, 0.15 and 0.05, shifted: softmax does not see it. */
    private static final float[] SCORES = {log(0.15), log(0.5), log(0.05), log(0.3)};

    private static float log(double probability) {
        return (float) (Math.log(probability) + 3);
    }

    private static double[] shares(Sampler sampler, float[] scores, int... before) {
        double[] shares = new double[scores.length];
        for (int i = 0; i < MANY; i++) {
            shares[sampler.next(scores, before)] += 1.0 / MANY;
        }
        return shares;
    }

    @Test
    void tokensComeAsOftenAsTheirProbabilitySays() {
        assertThat(shares(Sampler.builder().build(), SCORES))
                .containsExactly(new double[] {0.15, 0.5, 0.05, 0.3}, within(0.006));
    }

    @Test
    void temperatureIsAPowerOfProbabilities() {
        double sum = Math.pow(0.15, 2) + Math.pow(0.5, 2) + Math.pow(0.05, 2) + Math.pow(0.3, 2);
        assertThat(shares(Sampler.builder().temperature(0.5f).build(), SCORES))
                .containsExactly(new double[] {0.0225 / sum, 0.25 / sum, 0.0025 / sum, 0.09 / sum}, within(0.006));
    }

    @Test
    void topKLeavesTheBest() {
        assertThat(shares(Sampler.builder().topK(2).build(), SCORES))
                .containsExactly(new double[] {0, 0.5 / 0.8, 0, 0.3 / 0.8}, within(0.006));
    }

    @Test
    void topPLeavesTheFewestThatReachIt() {
        assertThat(shares(Sampler.builder().topP(0.75f).build(), SCORES))
                .containsExactly(new double[] {0, 0.5 / 0.8, 0, 0.3 / 0.8}, within(0.006));
        assertThat(shares(Sampler.builder().topP(0.85f).build(), SCORES))
                .containsExactly(new double[] {0.15 / 0.95, 0.5 / 0.95, 0, 0.3 / 0.95}, within(0.006));
        assertThat(shares(Sampler.builder().topP(0.01f).build(), SCORES))
                .containsExactly(new double[] {0, 1, 0, 0}, within(1e-9));
    }

    @Test
    void repetitionPenaltyLowersWhatCameBefore() {
        Sampler sampler = Sampler.builder().temperature(0).repetitionPenalty(2).build();
        float[] scores = {2, 3, -1, -1.5f};
        assertThat(sampler.next(scores)).isEqualTo(1);
        assertThat(sampler.next(scores, 1)).isEqualTo(0);
        assertThat(sampler.next(scores, 1, 0, 1)).isEqualTo(1);
        assertThat(sampler.next(new float[] {-1, -1.5f}, 0)).isEqualTo(1);
        assertThat(scores).containsExactly(2, 3, -1, -1.5f);
    }

    @Test
    void greedyTakesTheFirstOfTheBest() {
        assertThat(Sampler.greedy().next(new float[] {1, 4, 4, 2})).isEqualTo(1);
    }

    @Test
    void aSeedGivesOneText() {
        Sampler first = Sampler.builder().seed(5).build();
        Sampler second = Sampler.builder().seed(5).build();
        Sampler third = Sampler.builder().seed(6).build();
        int differing = 0;
        for (int i = 0; i < 100; i++) {
            int token = first.next(SCORES);
            assertThat(second.next(SCORES)).isEqualTo(token);
            differing += third.next(SCORES) == token ? 0 : 1;
        }
        assertThat(differing).isGreaterThan(20);
    }

    @Test
    void impossibleTokensAreNeverChosen() {
        float[] scores = {Float.NEGATIVE_INFINITY, 0, Float.NEGATIVE_INFINITY, 0};
        double[] shares = shares(Sampler.builder().topK(3).build(), scores);
        assertThat(shares[0] + shares[2]).isZero();
    }

    @Test
    void refusesWhatCannotBe() {
        Sampler sampler = Sampler.builder().repetitionPenalty(1.2f).build();
        assertThatThrownBy(() -> sampler.next(new float[0])).hasMessage("there are no scores to choose from");
        assertThatThrownBy(() -> sampler.next(new float[] {1, Float.NaN})).hasMessage("the score of token 1 is NaN");
        assertThatThrownBy(() -> sampler.next(new float[] {Float.NEGATIVE_INFINITY}))
                .hasMessage("all scores are negative infinity: no token is possible");
        assertThatThrownBy(() -> sampler.next(SCORES, 4)).hasMessage("token 4 is none of the vocabulary of 4");
        assertThatThrownBy(() -> Sampler.builder().temperature(-1))
                .hasMessage("temperature must be 0 or more, but is -1.0");
        assertThatThrownBy(() -> Sampler.builder().topK(-1)).hasMessage("topK must be 0 (all) or more, but is -1");
        assertThatThrownBy(() -> Sampler.builder().topP(0))
                .hasMessage("topP must be above 0 and at most 1, but is 0.0");
        assertThatThrownBy(() -> Sampler.builder().repetitionPenalty(0))
                .hasMessage("repetitionPenalty must be above 0, but is 0.0");
    }
}
