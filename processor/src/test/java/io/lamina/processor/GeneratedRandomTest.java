package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.declaration.ModelDeclaration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Some hundreds of random models, always the same ones: predictions, metrics, running statistics and every gradient. */
class GeneratedRandomTest {
    private static final int MODELS = Integer.getInteger("lamina.randomModels", 180);
    private static final int BLOCKS = MODELS / 6;
    private static final long FIRST_SEED = Long.getLong("lamina.firstSeed", 1);

    @Test
    void randomModelsAgreeWithTheInterpreter() throws IOException, ReflectiveOperationException {
        List<Declared> declared = new ArrayList<>();
        for (int i = 0; i < MODELS; i++) {
            declared.add(RandomModels.make("Random" + (FIRST_SEED + i), FIRST_SEED + i));
        }
        agree(declared);
    }

    @Test
    void randomBlocksAgreeWithTheInterpreter() throws IOException, ReflectiveOperationException {
        List<Declared> declared = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            declared.add(RandomBlocks.make("Blocks" + (FIRST_SEED + i), FIRST_SEED + i));
        }
        agree(declared);
    }

    private static void agree(List<Declared> declared) throws IOException, ReflectiveOperationException {
        List<ModelDeclaration> declarations =
                declared.stream().map(Declared::build).toList();
        List<GeneratedModel> models = GeneratedModel.ofAll(declarations);
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            GeneratedModel model = models.get(i);
            int batch = 1 + i % 5;
            try {
                Agreement.check(
                        model,
                        new Samples(
                                model.compiled().model(), declared.get(i).classes(), batch, Map.of(), FIRST_SEED + i));
            } catch (AssertionError e) {
                failures.add(e.getMessage());
            }
        }
        assertThat(failures).isEmpty();
    }

    /** The same of models with symbolic sizes, at the least, the greatest and some lengths between. */
    @Test
    void symbolicSizesAgreeWithTheInterpreter() throws IOException, ReflectiveOperationException {
        List<Declared> declared = new ArrayList<>();
        for (int i = 0; i < MODELS / 4; i++) {
            declared.add(RandomSequences.make("Symbolic" + (FIRST_SEED + i), FIRST_SEED + i));
        }
        List<GeneratedModel> models =
                GeneratedModel.ofAll(declared.stream().map(Declared::build).toList());
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            for (int length : new int[] {RandomSequences.LOWER, 6, 7, RandomSequences.UPPER}) {
                GeneratedModel model = models.get(i).again();
                Map<String, Integer> lengths = RandomSequences.lengths(model, length);
                Samples samples = new Samples(
                        model.compiled().model(), declared.get(i).classes(), 1 + i % 4, lengths, FIRST_SEED + i);
                try {
                    Agreement.check(model, samples);
                } catch (AssertionError e) {
                    failures.add(lengths + ": " + e.getMessage());
                }
            }
        }
        assertThat(failures).isEmpty();
    }
}
