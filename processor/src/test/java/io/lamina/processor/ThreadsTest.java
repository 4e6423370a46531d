package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.Convention;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.runtime.Adam;
import io.lamina.runtime.Optimizer;
import io.lamina.runtime.Sgd;
import io.lamina.runtime.TrainingModel;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The number of threads changes no bit: of weights, running statistics, optimizer state, metrics and predictions. */
@Timeout(1800)
class ThreadsTest {
    private static final int[] THREADS = {2, 3, 8};

    /** More samples than threads, as many, fewer, and one. */
    private static final int[] BATCHES = {17, 8, 5, 1};

    private static final int STEPS = 3;

    private static List<Declared> models() {
        List<Declared> models = new ArrayList<>();
        for (Convention convention : Convention.values()) {
            models.addAll(ExampleModels.all(convention));
        }
        models.add(ExampleModels.wide());
        for (int i = 0; i < 40; i++) {
            models.add(RandomModels.make("Shared" + i, 700 + i));
            if (i % 3 == 0) {
                models.add(RandomBlocks.make("SharedBlocks" + i, 700 + i));
            }
        }
        return models;
    }

    @Test
    void everyModelTrainsAndPredictsToTheSameBits() throws IOException, ReflectiveOperationException {
        List<Declared> declared = models();
        List<ModelDeclaration> declarations =
                declared.stream().map(Declared::build).toList();
        List<GeneratedModel> models = GeneratedModel.ofAll(declarations);
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            int batch = BATCHES[i % BATCHES.length];
            List<float[]> alone = run(models.get(i), declared.get(i), batch, 1);
            for (int threads : THREADS) {
                if (!equal(run(models.get(i), declared.get(i), batch, threads), alone)) {
                    failures.add(models.get(i).name() + " with " + threads + " threads, batch " + batch);
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    /** Shares of samples whose length is not the bound. */
    @Test
    void symbolicSizesToTheSameBits() throws IOException, ReflectiveOperationException {
        List<Declared> declared = new ArrayList<>(List.of(
                ExampleModels.sequence(),
                ExampleModels.tones(Convention.KERAS),
                ExampleModels.tones(Convention.TORCH)));
        for (int i = 0; i < 20; i++) {
            declared.add(RandomSequences.make("Threads" + i, 300 + i));
        }
        List<GeneratedModel> models =
                GeneratedModel.ofAll(declared.stream().map(Declared::build).toList());
        for (int i = 0; i < models.size(); i++) {
            GeneratedModel model = models.get(i);
            for (int length : new int[] {5, 6}) {
                Map<String, Integer> lengths = RandomSequences.lengths(model, length);
                int batch = BATCHES[i % BATCHES.length];
                List<float[]> alone = trainOn(model, declared.get(i), batch, 1, lengths);
                for (int threads : THREADS) {
                    assertThat(equal(trainOn(model, declared.get(i), batch, threads, lengths), alone))
                            .as("%s, batch %d, %s, threads %d", model.name(), batch, lengths, threads)
                            .isTrue();
                }
            }
        }
    }

    private static List<float[]> trainOn(
            GeneratedModel given, Declared declared, int batch, int threads, Map<String, Integer> lengths)
            throws ReflectiveOperationException {
        GeneratedModel model = given.again();
        TrainingModel training = model.training(Adam.builder().build());
        training.setThreads(threads);
        List<float[]> results = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            model.step(training, new Samples(model.compiled().model(), declared.classes(), batch, lengths, step));
            metrics(model, training, results);
        }
        results.add(model.parameters().values().clone());
        Samples samples = new Samples(model.compiled().model(), declared.classes(), batch, lengths, 99);
        results.addAll(model.again().predict(samples, threads).values());
        training.setThreads(1);
        return results;
    }

    /** A model with a pool, a dropout and a batch norm in each size of batch, and as often as it takes to be compiled. */
    @Test
    void longRunsInEachSizeOfBatch() throws IOException, ReflectiveOperationException {
        for (Declared declared : List.of(
                ExampleModels.digits(Convention.KERAS),
                ExampleModels.residual(Convention.TORCH),
                ExampleModels.wide())) {
            GeneratedModel model = GeneratedModel.of(declared.build());
            for (int batch : BATCHES) {
                List<float[]> alone = train(model, declared, batch, 1, 100);
                for (int threads : THREADS) {
                    assertThat(equal(train(model, declared, batch, threads, 100), alone))
                            .as("%s, batch %d, threads %d", declared.build().name(), batch, threads)
                            .isTrue();
                }
            }
        }
    }

    private static List<float[]> run(GeneratedModel model, Declared declared, int batch, int threads)
            throws ReflectiveOperationException {
        List<float[]> results = train(model, declared, batch, threads, STEPS);
        Samples samples = new Samples(model.compiled().model(), declared.classes(), batch, Map.of(), 99);
        results.addAll(model.again().predict(samples, threads).values());
        return results;
    }

    private static List<float[]> train(GeneratedModel given, Declared declared, int batch, int threads, int steps)
            throws ReflectiveOperationException {
        GeneratedModel model = given.again();
        Optimizer optimizer = batch % 2 == 0
                ? Sgd.builder()
                        .learningRate(0.01f)
                        .momentum(0.9f)
                        .weightDecay(0.01f)
                        .build()
                : Adam.builder().weightDecay(0.01f).build();
        TrainingModel training = model.training(optimizer);
        training.setThreads(threads);
        assertThat(training.threads()).isEqualTo(threads);
        List<float[]> results = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            Samples samples = new Samples(model.compiled().model(), declared.classes(), batch, Map.of(), step);
            model.step(training, samples);
            metrics(model, training, results);
            model.evaluate(training, samples);
            metrics(model, training, results);
        }
        results.add(model.parameters().values());
        for (int slot = 0; slot < optimizer.slots().size(); slot++) {
            results.add(optimizer.state(slot));
        }
        training.setThreads(1);
        return results;
    }

    private static void metrics(GeneratedModel model, TrainingModel training, List<float[]> results) {
        model.metrics(training).values().forEach(metric -> results.add(new float[] {metric}));
    }

    /** Bit for bit; a NaN equals itself. */
    private static boolean equal(List<float[]> found, List<float[]> expected) {
        boolean equal = found.size() == expected.size();
        for (int i = 0; equal && i < found.size(); i++) {
            equal = Arrays.equals(found.get(i), expected.get(i));
        }
        return equal;
    }

    /** A wrong label is found by one of the threads; the caller gets the message, and the next step works. */
    @Test
    void aFailureInAStepReachesTheCaller() throws IOException, ReflectiveOperationException {
        Declared declared = ExampleModels.digits(Convention.KERAS);
        GeneratedModel model = GeneratedModel.of(declared.build());
        TrainingModel training = model.training();
        training.setThreads(3);
        Samples good = new Samples(model.compiled().model(), declared.classes(), 7, Map.of(), 1);
        Samples bad = new Samples(model.compiled().model(), declared.classes(), 7, Map.of(), 1);
        ((int[]) bad.array("digit"))[5] = 10;
        float[] before = model.parameters().values().clone();
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> model.step(training, bad))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("label 10 in row 5 is not in [0, 10)");
        }
        assertThat(model.parameters().values()).isEqualTo(before);
        model.step(training, good);
        assertThat(model.parameters().values()).isNotEqualTo(before);
        training.setThreads(1);
    }

    @Test
    void theNumberOfThreadsIsChecked() throws IOException, ReflectiveOperationException {
        GeneratedModel model =
                GeneratedModel.of(ExampleModels.mlp(Convention.KERAS).build());
        TrainingModel training = model.training();
        training.setThreads(2);
        assertThatThrownBy(() -> training.setThreads(0)).hasMessage("threads must be at least 1, but is 0");
        assertThat(training.threads()).isEqualTo(2);
        assertThatThrownBy(() -> model.inference().workspace(4, 0)).hasMessage("threads must be at least 1, but is 0");
    }
}
