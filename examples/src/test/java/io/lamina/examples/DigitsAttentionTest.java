package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.Adam;
import io.lamina.runtime.Batch;
import io.lamina.training.Confusion;
import io.lamina.training.Dataset;
import io.lamina.training.Predictor;
import io.lamina.training.Progress;
import io.lamina.training.Split;
import io.lamina.training.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DigitsAttentionTest {
    private static final int BATCH = 32;

    @Test
    void reaches98PercentOnImagesItHasNotSeen() throws IOException {
        Split data = DigitsData.read().split(0.8, 1);
        DigitsAttentionParameters parameters = DigitsAttentionParameters.create(2);
        Adam optimizer = Adam.builder().build();
        DigitsAttentionTraining model = new DigitsAttentionTraining(parameters, optimizer, 1);
        for (float rate : new float[] {1e-3f, 1e-4f}) {
            optimizer.setLearningRate(rate);
            Trainer.of(model)
                    .epochs(rate == 1e-3f ? 20 : 5)
                    .batchSize(16)
                    .seed(1)
                    .progress(Progress.none())
                    .fit(data.train());
        }
        int[] predicted = Predictor.of(new DigitsAttentionInference(parameters))
                .predict(data.test())
                .classes("logits");
        assertThat(Confusion.of(10, data.test().ints("digit"), predicted).accuracy())
                .isGreaterThanOrEqualTo(0.98);
    }

    /**
     * The same weights (seed 1) and batches in PyTorch: {@code fixtures/digits_attention.py}. With Adam's usual epsilon the rounding of gradients
     * near zero decides the first steps: PyTorch in float and in double then differ by 1 %, so it is larger here.
     */
    @Test
    void theFirstHundredLossesArePyTorchs() throws IOException {
        double[] expected = losses();
        Dataset data = DigitsData.read();
        DigitsAttentionTraining model = new DigitsAttentionTraining(
                DigitsAttentionParameters.create(1),
                Adam.builder().epsilon(1e-4f).build(),
                1);
        Batch batch = Batch.forTraining(model.info(), BATCH);
        batch.setSize(BATCH);
        for (int step = 0; step < expected.length; step++) {
            for (int i = 0; i < BATCH; i++) {
                int row = (step * BATCH + i) % data.size();
                System.arraycopy(data.floats("image"), row * 64, batch.floats(0), i * 64, 64);
                batch.ints(1)[i] = data.ints("digit")[row];
            }
            model.step(batch);
            assertThat((double) model.metric(0))
                    .as("step " + step)
                    .isCloseTo(expected[step], Offset.offset(1e-3 * Math.max(expected[step], 0.1)));
        }
    }

    private static double[] losses() throws IOException {
        try (InputStream in = DigitsAttentionTest.class.getResourceAsStream("digits_attention_losses.csv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            double[] losses = text.lines().mapToDouble(Double::parseDouble).toArray();
            assertThat(losses).hasSize(100);
            assertThat(Arrays.stream(losses).min().orElseThrow()).isLessThan(losses[0]);
            return losses;
        }
    }
}
