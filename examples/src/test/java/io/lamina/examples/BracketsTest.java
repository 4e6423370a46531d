package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.Adam;
import io.lamina.training.Confusion;
import io.lamina.training.Dataset;
import io.lamina.training.Predictor;
import io.lamina.training.Progress;
import io.lamina.training.Schedule;
import io.lamina.training.Trainer;
import java.util.Arrays;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BracketsTest {
    /** Texts that training has not seen: 99 of 100 are judged rightly. */
    @Test
    void saysWhetherBracketsBalance() {
        String[] texts = BracketsData.texts(16000, 1);
        BracketsParameters parameters = BracketsParameters.create(1);
        Trainer.of(new BracketsTraining(parameters, Adam.builder().build(), 1))
                .seed(1)
                .epochs(5)
                .progress(Progress.none())
                .schedule(Schedule.oneCycle(0.002f))
                .fit(BracketsData.dataset(texts));
        Set<String> seen = Set.of(Arrays.stream(texts).distinct().toArray(String[]::new));
        String[] unseen = Arrays.stream(BracketsData.texts(10000, 2))
                .filter(text -> !seen.contains(text))
                .distinct()
                .toArray(String[]::new);
        assertThat(unseen).hasSizeGreaterThan(2000);
        assertThat(Arrays.stream(unseen).filter(BracketsData::balances).count())
                .isBetween(unseen.length / 5L, unseen.length * 4L / 5);
        Dataset test = BracketsData.dataset(unseen);
        BracketsInference model = new BracketsInference(parameters);
        int[] found = Predictor.of(model).predict(test).classes("scores");
        assertThat(Confusion.of(2, test.ints("balanced"), found).accuracy()).isGreaterThanOrEqualTo(0.99);
    }

    /** The scores of a text alone are those it has beside a longer one. */
    @Test
    void whatFillsUpABatchIsNotSeen() {
        BracketsInference model = new BracketsInference(BracketsParameters.create(3));
        String[] texts = {"()", "(()())(())((()))()()", ")(()", "((()))"};
        float[] together = Predictor.of(model)
                .batchSize(texts.length)
                .predict(BracketsData.dataset(texts))
                .values("scores");
        for (int i = 0; i < texts.length; i++) {
            float[] alone =
                    Predictor.of(model).predict(BracketsData.dataset(texts[i])).values("scores");
            for (int c = 0; c < 2; c++) {
                assertThat(together[2 * i + c]).as(texts[i]).isCloseTo(alone[c], Offset.offset(1e-5f));
            }
        }
    }

    @Test
    void theAnswersAreRight() {
        assertThat(BracketsData.balances("(()())")).isTrue();
        assertThat(BracketsData.balances("())(()")).isFalse();
        assertThat(BracketsData.balances("(()")).isFalse();
        String[] texts = BracketsData.texts(1000, 4);
        assertThat(Arrays.stream(texts).filter(BracketsData::balances)).hasSize(500);
        assertThat(Arrays.stream(texts).mapToInt(String::length).max()).hasValue(20);
    }
}
