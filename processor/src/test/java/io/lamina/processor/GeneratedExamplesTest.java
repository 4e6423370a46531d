package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.Convention;
import io.lamina.processor.op.Activate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models as people write them: generated code gives what the interpreter gives. */
class GeneratedExamplesTest {
    private static void check(List<Declared> declared, int... batches)
            throws IOException, ReflectiveOperationException {
        List<GeneratedModel> models =
                GeneratedModel.ofAll(declared.stream().map(Declared::build).toList());
        for (int i = 0; i < models.size(); i++) {
            check(models.get(i), declared.get(i), Map.of(), batches);
        }
    }

    private static void check(GeneratedModel model, Declared declared, Map<String, Integer> symbols, int... batches)
            throws ReflectiveOperationException {
        for (int batch : batches) {
            Samples samples = new Samples(model.compiled().model(), declared.classes(), batch, symbols, batch);
            assertThat(Agreement.check(model, samples)).isBetween(0.0, 1.0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void examples(Convention convention) throws IOException, ReflectiveOperationException {
        check(ExampleModels.all(convention), 2, 5);
    }

    @ParameterizedTest
    @EnumSource(value = Convention.class)
    void oneSample(Convention convention) throws IOException, ReflectiveOperationException {
        check(
                List.of(
                        ExampleModels.mlp(convention),
                        ExampleModels.several(convention),
                        ExampleModels.depthwise(convention)),
                1);
    }

    @ParameterizedTest
    @EnumSource
    void aLossMayBeCalledLoss(Convention convention) throws IOException, ReflectiveOperationException {
        check(List.of(ExampleModels.lossNamedLoss(convention)), 3);
        assertThat(GeneratedModel.analyse(
                                ExampleModels.lossNamedLoss(convention).build())
                        .metrics())
                .containsExactly("loss", "loss.value", "other", "other.accuracy");
    }

    /** The same classes for all lengths, with fresh weights. */
    @Test
    void symbolicLength() throws IOException, ReflectiveOperationException {
        Declared sequence = ExampleModels.sequence();
        GeneratedModel first = GeneratedModel.of(sequence.build());
        Declared recurrent = RecurrentModels.recurrentSequence();
        GeneratedModel second = GeneratedModel.of(recurrent.build());
        for (int length : new int[] {2, 5, 6}) {
            check(first.again(), sequence, Map.of("T", length), 1, 4);
            check(second.again(), recurrent, Map.of("N", 1 + length / 3, "T", length), 1, 4);
        }
        Declared tokens = SequenceModels.tokenSequence();
        GeneratedModel third = GeneratedModel.of(tokens.build());
        for (int length : new int[] {1, 4, 6}) {
            check(third.again(), tokens, Map.of("T", length), 1, 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void windowsOverSymbolicLengths(Convention convention) throws IOException, ReflectiveOperationException {
        Declared tones = ExampleModels.tones(convention);
        GeneratedModel model = GeneratedModel.of(tones.build());
        for (int length : new int[] {5, 6, 10, 13}) {
            check(model.again(), tones, Map.of("T", length), 1, 4);
        }
    }

    /** Shorter than the bound, as long as a tile, longer; the same classes for all. */
    @Test
    void symbolicLengthsOfAttention() throws IOException, ReflectiveOperationException {
        Declared lengths = AttentionModels.lengths();
        GeneratedModel model = GeneratedModel.of(lengths.build());
        check(model.again(), lengths, Map.of("T", 3, "S", 5), 1, 3);
        check(model.again(), lengths, Map.of("T", 64, "S", 70), 2);
        check(model.again(), lengths, Map.of("T", 150, "S", 1), 1);
    }

    @Test
    void everyFunction() throws IOException, ReflectiveOperationException {
        List<Declared> models = new ArrayList<>();
        Activate.functions().forEach(function -> models.add(ExampleModels.function(function)));
        check(models, 3);
    }

    /** The method for one sample gives the row that the batched one gives. */
    @Test
    void onePrediction() throws IOException, ReflectiveOperationException {
        Declared declared = ExampleModels.digits(Convention.TORCH);
        GeneratedModel model = GeneratedModel.of(declared.build());
        Samples one = new Samples(model.compiled().model(), declared.classes(), 1, Map.of(), 3);
        assertThat(model.predictOne(one)).containsExactly(model.predict(one).get("logits"));
    }
}
