package io.lamina.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lamina.runtime.Sgd;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private final Split data = SoftmaxRegression.clouds(300, 1).split(0.8, 1);

    @Test
    void learnsWhatCanBeLearned() {
        SoftmaxRegression model = SoftmaxRegression.withAdam(1);
        Trainer trainer = quiet(model).epochs(20).batchSize(16).validation(data.test());
        double before = trainer.evaluate(data.test()).loss();
        History history = trainer.fit(data.train());
        Metrics after = trainer.evaluate(data.test());
        assertThat(after.loss()).isLessThan(before / 4);
        assertThat(after.accuracy()).isGreaterThan(0.97);
        assertThat(history.epochs()).hasSize(20);
        assertThat(history.last().validation().orElseThrow().values()).isEqualTo(after.values());
        assertThat(history.last().train().loss())
                .isLessThan(history.epochs().get(0).train().loss());
        assertThat(history.seconds()).isPositive();

        Predictions predictions = Predictor.of(model).batchSize(7).predict(data.test());
        assertThat(predictions.values("logits")).hasSize(60 * 3);
        Confusion confusion = Confusion.of(3, data.test().ints("label"), predictions.classes("logits"));
        assertThat(confusion.accuracy()).isCloseTo(after.accuracy(), within(1e-6));
    }

    @Test
    void aSeedFixesARunBitForBit() {
        assertThat(weightsAfter(1, 5)).isEqualTo(weightsAfter(1, 5));
        assertThat(weightsAfter(1, 5)).isNotEqualTo(weightsAfter(2, 5));
    }

    @Test
    void twoCallsOfFitAreOneRun() {
        SoftmaxRegression model = SoftmaxRegression.withAdam(1);
        Trainer trainer = quiet(model).seed(1).epochs(2);
        trainer.fit(data.train());
        History second = trainer.epochs(3).fit(data.train());
        assertThat(model.parameters().values()).isEqualTo(weightsAfter(1, 5));
        assertThat(second.epochs()).extracting(Epoch::number).containsExactly(3, 4, 5);
    }

    @Test
    void everyEpochSeesEachRowOnceInAnotherOrder() {
        SoftmaxRegression model = SoftmaxRegression.withAdam(1);
        Dataset ten = numbered(10);
        quiet(model).batchSize(4).epochs(2).fit(ten);
        assertThat(model.seen).extracting(List::size).containsExactly(4, 4, 2, 4, 4, 2);
        List<Float> first = flatten(model.seen.subList(0, 3));
        List<Float> second = flatten(model.seen.subList(3, 6));
        assertThat(first).containsExactlyInAnyOrderElementsOf(second).isNotEqualTo(second);
        assertThat(first).containsExactlyInAnyOrder(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f);
    }

    @Test
    void evaluationWeighsAPartialBatchByItsRows() {
        SoftmaxRegression model = SoftmaxRegression.withAdam(1);
        float[] before = model.parameters().values().clone();
        Metrics small = quiet(model).batchSize(7).evaluate(data.train());
        Metrics whole = quiet(model).batchSize(1000).evaluate(data.train());
        assertThat(small.loss()).isCloseTo(whole.loss(), within(1e-6));
        assertThat(small.accuracy()).isCloseTo(whole.accuracy(), within(1e-6));
        assertThat(model.parameters().values()).isEqualTo(before);
    }

    @Test
    void aListenerHearsEachEpochAndMayChangeTheLearningRate() {
        SoftmaxRegression model = SoftmaxRegression.withAdam(1);
        List<Integer> heard = new ArrayList<>();
        quiet(model)
                .epochs(3)
                .afterEpoch(e -> {
                    heard.add(e.number());
                    model.optimizer().setLearningRate(0);
                })
                .fit(data.train());
        SoftmaxRegression one = SoftmaxRegression.withAdam(1);
        quiet(one).fit(data.train());
        assertThat(heard).containsExactly(1, 2, 3);
        assertThat(model.parameters().values()).isEqualTo(one.parameters().values());
    }

    @Test
    void aRunThatDivergesStopsAndSaysWhere() {
        SoftmaxRegression model =
                new SoftmaxRegression(1, Sgd.builder().learningRate(1e30f).build());
        assertThatThrownBy(() -> quiet(model).batchSize(240).epochs(5).fit(data.train()))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching(
                        "Points: the loss became (NaN|Infinity) in epoch 2, batch 1 of 1\\. All numbers of the batch"
                                + " are finite, so the weights have grown beyond bounds: a smaller learning rate than 1\\.0E30 .*");
    }

    @Test
    void notANumberInTheDataIsFound() {
        float[] points = new float[20];
        points[2 * 7 + 1] = Float.NaN;
        Dataset bad = Dataset.builder()
                .floats("point", 2, points)
                .ints("label", new int[10])
                .build();
        assertThatThrownBy(() -> quiet(SoftmaxRegression.withAdam(1)).fit(bad))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "Points: the loss became NaN in epoch 1, batch 1 of 1. The data is the cause: column point holds"
                                + " NaN in row 7.");
    }

    @Test
    void dataThatDoesNotFitIsRefusedBeforeTraining() {
        Trainer trainer = quiet(SoftmaxRegression.withAdam(1));
        Dataset noLabel = Dataset.builder().floats("point", 2, new float[4]).build();
        assertThatThrownBy(() -> trainer.fit(noLabel))
                .hasMessage(
                        "Points: expected a column named 'label' for the input INT32 label (B), but the data has point"
                                + " (2 floats per row)");
        Dataset floatLabel = Dataset.builder()
                .floats("point", 2, new float[4])
                .floats("label", new float[2])
                .build();
        assertThatThrownBy(() -> trainer.fit(floatLabel))
                .hasMessage(
                        "Points: the input INT32 label (B) expects 1 int per row, but found the column label (1 float per"
                                + " row)");
        Dataset wide = Dataset.builder()
                .floats("point", 3, new float[6])
                .ints("label", new int[2])
                .build();
        assertThatThrownBy(() -> trainer.evaluate(wide))
                .hasMessage(
                        "Points: the input FLOAT32 point (B, 2) expects 2 floats per row, but found the column point (3"
                                + " floats per row)");
        assertThatThrownBy(() -> trainer.fit(data.train().first(0))).hasMessage("Points: the data has no rows");
        assertThatThrownBy(() -> trainer.validation(wide).fit(data.train())).hasMessageContaining("expects 2 floats");
        assertThatThrownBy(() -> trainer.batchSize(0)).hasMessage("batchSize must be at least 1, but is 0");
        assertThatThrownBy(() -> trainer.epochs(0)).hasMessage("epochs must be at least 1, but is 0");
        assertThatThrownBy(() -> Predictor.of(SoftmaxRegression.withAdam(1)).batchSize(-1))
                .hasMessage("batchSize must be at least 1, but is -1");
    }

    @Test
    void predictionDoesNotAskForLabels() {
        Dataset unlabelled =
                Dataset.builder().floats("point", 2, new float[] {0, 1, 2, 3}).build();
        Predictions predictions = Predictor.of(SoftmaxRegression.withAdam(1)).predict(unlabelled);
        assertThat(predictions.classes("logits")).hasSize(2);
        assertThatThrownBy(() -> predictions.values("x")).hasMessage("there is no output 'x', but [logits]");
    }

    @Test
    void withoutATerminalEachEpochIsOneLine() {
        String text = printed(out -> Progress.lines(out));
        assertThat(text.split("\n"))
                .hasSize(10)
                .allMatch(line -> line.matches(
                        "Epoch [ 1]\\d/10  loss \\d\\.\\d{4}  accuracy \\d+\\.\\d\\d %  \\|  validation loss \\d\\.\\d{4}  accuracy"
                                + " \\d+\\.\\d\\d %  \\|  \\d+\\.\\d s"));
        assertThat(text).doesNotContain("\r");
        assertThat(Terminal.isInteractive()).isFalse();
    }

    @Test
    void onATerminalABarGivesWayToTheLine() {
        String text = printed(out -> Progress.bar(out));
        List<String> left = Arrays.stream(text.split("\n"))
                .map(line -> line.substring(line.lastIndexOf('\r') + 1))
                .collect(Collectors.toList());
        assertThat(left).hasSize(10).allMatch(line -> line.matches("Epoch [ 1]\\d/10  loss .* s"));
        assertThat(text).contains("Epoch  1/10 [==========").contains("240/240  0:00 left");
    }

    private String printed(Function<PrintStream, Progress> progress) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Trainer.of(SoftmaxRegression.withAdam(1))
                .epochs(10)
                .validation(data.test())
                .progress(progress.apply(out))
                .fit(data.train());
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private float[] weightsAfter(long seed, int epochs) {
        SoftmaxRegression model = SoftmaxRegression.withAdam(1);
        quiet(model).seed(seed).epochs(epochs).fit(data.train());
        return model.parameters().values();
    }

    private static Trainer quiet(SoftmaxRegression model) {
        return Trainer.of(model).progress(Progress.none());
    }

    private static Dataset numbered(int rows) {
        float[] points = new float[2 * rows];
        for (int i = 0; i < rows; i++) {
            points[2 * i] = i;
        }
        return Dataset.builder()
                .floats("point", 2, points)
                .ints("label", new int[rows])
                .build();
    }

    private static List<Float> flatten(List<List<Float>> lists) {
        return lists.stream().flatMap(List::stream).collect(Collectors.toList());
    }
}
