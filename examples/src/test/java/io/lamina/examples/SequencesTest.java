package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lamina.runtime.Adam;
import io.lamina.runtime.Batch;
import io.lamina.training.Dataset;
import io.lamina.training.Predictions;
import io.lamina.training.Predictor;
import io.lamina.training.Progress;
import io.lamina.training.Trainer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Models with symbolic sizes on data whose rows are not as long as each other. */
class SequencesTest {
    private final SignModelParameters parameters = SignModelParameters.create(3);
    private final SignModelTraining model =
            new SignModelTraining(parameters, Adam.builder().learningRate(0.02f).build(), 1);

    private static float[][] series(int rows, long seed) {
        Random random = new Random(seed);
        float[][] series = new float[rows][];
        for (int i = 0; i < rows; i++) {
            series[i] = new float[2 * (2 + random.nextInt(11))];
            for (int k = 0; k < series[i].length; k++) {
                series[i][k] = random.nextFloat() * 2 - 1;
            }
        }
        return series;
    }

    private static int[][] labels(float[][] series) {
        return Arrays.stream(series)
                .map(row -> {
                    int[] labels = new int[row.length / 2];
                    Arrays.setAll(labels, i -> row[2 * i] * row[2 * i + 1] > 0 ? 1 : 0);
                    return labels;
                })
                .toArray(int[][]::new);
    }

    private static Dataset exact(float[][] series) {
        return Dataset.builder()
                .sequences("series", series)
                .sequences("label", labels(series))
                .build();
    }

    private static Dataset padded(float[][] series) {
        return Dataset.builder()
                .sequences("series", series, 0f)
                .sequences("label", labels(series), -1)
                .build();
    }

    @Test
    void learnsFromRowsOfEachLength() {
        float[][] train = series(600, 1);
        float[][] test = series(200, 2);
        for (boolean pad : new boolean[] {false, true}) {
            SignModelTraining training = new SignModelTraining(
                    SignModelParameters.create(3),
                    Adam.builder().learningRate(0.02f).build(),
                    1);
            Trainer trainer = Trainer.of(training).epochs(30).batchSize(16).progress(Progress.none());
            trainer.fit(pad ? padded(train) : exact(train));
            Dataset held = pad ? padded(test) : exact(test);
            assertThat(trainer.evaluate(held).accuracy()).as("padded " + pad).isGreaterThan(0.95);

            SignModelInference inference = new SignModelInference(training.parameters());
            Predictions all = Predictor.of(inference).batchSize(16).predict(held);
            for (int row = 0; row < test.length; row++) {
                int length = test[row].length / 2;
                SignModelInference.Result alone = inference.predict(length, test[row]);
                assertThat(all.values("scores", row)).isEqualTo(alone.scores());
                assertThat(all.values("twice", row)).hasSize(4 * length);
                assertThat(all.classes("scores", row)).hasSize(length);
            }
            assertThat(all.classes("scores"))
                    .hasSize(Arrays.stream(test).mapToInt(row -> row.length / 2).sum());
            if (!pad) {
                for (int row = 0; row < test.length; row++) {
                    assertThat(all.values("twice", row))
                            .isEqualTo(inference
                                    .predict(test[row].length / 2, test[row])
                                    .twice());
                }
            }
        }
    }

    /** Ignored places change neither the loss nor the weights: both batches make the same step. */
    @Test
    void paddingDoesNotCountWhereTheLossIgnoresIt() {
        float[][] rows = {{1, 2, -1, 2}, {1, 2, -1, 2, 0.5f, -1, 1, 1}};
        SignModelTraining mixed = new SignModelTraining(
                SignModelParameters.create(3),
                Adam.builder().learningRate(0.02f).build(),
                1);
        Trainer.of(mixed).progress(Progress.none()).fit(padded(rows));
        // By hand: the shorter row filled up, the labels behind it ignored.
        model.step(2, 4, new float[] {1, 2, -1, 2, 0, 0, 0, 0, 1, 2, -1, 2, 0.5f, -1, 1, 1}, new int[] {
            1, 0, -1, -1, 1, 0, 0, 1
        });
        float[] first = parameters.values().clone();
        float[] second = mixed.parameters().values();
        // The order of the rows is the trainer's, so sums may differ in their last bit.
        for (int i = 0; i < first.length; i++) {
            assertThat(second[i]).isCloseTo(first[i], within(1e-5f));
        }
    }

    @Test
    void aLengthOutOfItsBoundsIsNamed() {
        assertThatThrownBy(() -> model.step(1, 13, new float[26], new int[13]))
                .hasMessage("T must lie between 2 and 12, but is 13");
        assertThatThrownBy(() -> new SignModelInference(parameters).predict(1, new float[2]))
                .hasMessage("T must lie between 2 and 12, but is 1");
        Batch batch = Batch.forTraining(model.info(), 2);
        assertThatThrownBy(() -> batch.setLength(0, 13)).hasMessage("T must lie between 2 and 12, but is 13");
    }

    @Test
    void equallyLongRowsNeedNoSequences() {
        Dataset data = Dataset.builder()
                .floats("series", 8, new float[] {1, 1, 1, -1, 1, 1, 1, 1, 1, 1, 1, -1, 1, 1, 1, 1})
                .ints("label", 4, new int[] {1, 0, 1, 1, 1, 0, 1, 1})
                .build();
        Trainer.of(model).progress(Progress.none()).fit(data);
        assertThat(Predictor.of(new SignModelInference(parameters))
                        .predict(data)
                        .classes("scores"))
                .hasSize(8);
    }

    @Test
    void theSummaryShowsTheSymbol() {
        assertThat(model.info().toString()).contains("hidden (Dense)", "(B, T, 16)", "Symbolic size: 2 <= T <= 12");
        assertThat(model.info().inputs().get(0)).hasToString("FLOAT32 series (B, T, 2)");
        assertThat(model.info().outputs().get(1).dims()).containsExactly("2*T", "2");
    }
}
