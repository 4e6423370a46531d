package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.Adam;
import io.lamina.training.Progress;
import io.lamina.training.Trainer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ReverserTest {
    /** Words that training has not seen, written letter by letter: 99 of 100 are right to the last letter. */
    @Test
    void writesWordsBackwards() {
        ReverserParameters parameters = ReverserParameters.create(1);
        Adam adam = Adam.builder().learningRate(0.003f).build();
        Trainer trainer = Trainer.of(new ReverserTraining(parameters, adam, 1))
                .batchSize(32)
                .progress(Progress.none())
                .epochs(12)
                .afterEpoch(epoch -> adam.setLearningRate(0.003f * (1 - epoch.number() / 13f)));
        trainer.fit(ReverserData.dataset(ReverserData.words(6000, 1)));
        ReverserInference model = new ReverserInference(parameters);
        int[][] words = ReverserData.words(500, 2);
        long right = Arrays.stream(words)
                .filter(word -> Arrays.equals(ReverserData.write(model, word), ReverserData.reversed(word)))
                .count();
        assertThat(right).isGreaterThanOrEqualTo(495);
    }
}
