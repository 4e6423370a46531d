package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.emit.Repeats;
import io.lamina.runtime.TrainingModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A repeated block whose code is written once computes the bits that it computes written out. */
class RepeatsTest {
    private static final int MODELS = Integer.getInteger("lamina.repeated", 20);
    private static final long FIRST_SEED = Long.getLong("lamina.firstSeed", 500);
    private static final int STEPS = 2;

    @Test
    void onceIsAsEach() throws IOException, ReflectiveOperationException {
        List<Declared> declared = new ArrayList<>();
        for (int i = 0; i < MODELS; i++) {
            declared.add(RandomBlocks.deep("Repeated" + i, FIRST_SEED + i));
        }
        List<ModelDeclaration> declarations =
                declared.stream().map(Declared::build).toList();
        List<GeneratedModel> once = GeneratedModel.ofAll(declarations, Repeats.ONCE);
        List<GeneratedModel> each = GeneratedModel.ofAll(declarations, Repeats.EACH);
        for (int i = 0; i < once.size(); i++) {
            for (int threads : new int[] {1, 3}) {
                int batch = 1 + i % 5;
                List<float[]> found = run(once.get(i), declared.get(i), batch, threads);
                List<float[]> expected = run(each.get(i), declared.get(i), batch, threads);
                assertThat(found).as(declared.get(i).name()).hasSameSizeAs(expected);
                for (int k = 0; k < found.size(); k++) {
                    assertThat(Arrays.equals(found.get(k), expected.get(k)))
                            .as("%s, result %d, %d threads", declared.get(i), k, threads)
                            .isTrue();
                }
            }
        }
    }

    private static List<float[]> run(GeneratedModel given, Declared declared, int batch, int threads)
            throws ReflectiveOperationException {
        GeneratedModel model = given.again();
        TrainingModel training = model.training();
        training.setThreads(threads);
        List<float[]> results = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Samples samples = new Samples(model.compiled().model(), declared.classes(), batch, Map.of(), step);
            model.evaluate(training, samples);
            results.add(new float[] {training.metric(0)});
            model.step(training, samples);
            results.add(new float[] {training.metric(0)});
        }
        results.add(model.parameters().values().clone());
        Samples samples = new Samples(model.compiled().model(), declared.classes(), batch, Map.of(), 99);
        results.addAll(model.predict(samples, threads).values());
        training.setThreads(1);
        return results;
    }
}
