package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.Adam;
import io.lamina.training.Dataset;
import io.lamina.training.Predictor;
import io.lamina.training.Progress;
import io.lamina.training.Split;
import io.lamina.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsExampleTest {
    @Test
    void reaches98PercentOnImagesItHasNotSeenAndSaves(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/digits.safetensors");
        int exit = Commands.execute(new DigitsExample(), "--save", file.toString());

        assertThat(exit).isZero();
        Dataset test = DigitsData.read().split(0.8, 1).test();
        int[] predicted = Predictor.of(new DigitsCnnInference(DigitsCnnParameters.load(file)))
                .predict(test)
                .classes("logits");
        long right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == test.ints("digit")[i] ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(Math.round(0.98 * test.size()));
    }

    @Test
    void wrongArgumentsAreToldBeforeAnyTraining(@TempDir Path folder) throws IOException {
        assertThat(Commands.execute(new DigitsExample(), "--epochs", "0")).isEqualTo(1);
        Path file = Files.createFile(folder.resolve("file"));
        int exit = Commands.execute(
                new DigitsExample(), "--save", file.resolve("weights").toString());
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void oneSeedGivesOneRun(@TempDir Path folder) throws IOException {
        Split data = DigitsData.read().split(0.2, 3);
        byte[][] files = new byte[2][];
        for (int i = 0; i < 2; i++) {
            DigitsCnnParameters parameters = DigitsCnnParameters.create(5);
            DigitsCnnTraining model =
                    new DigitsCnnTraining(parameters, Adam.builder().build(), 5);
            Trainer.of(model).epochs(2).seed(5).progress(Progress.none()).fit(data.train());
            Path file = folder.resolve("run" + i);
            parameters.save(file);
            files[i] = Files.readAllBytes(file);
        }
        assertThat(files[0]).isEqualTo(files[1]);
    }

    @Test
    void theBatchMakesNoDifferenceToAPrediction() throws IOException {
        Dataset some = DigitsData.read().first(33);
        DigitsCnnInference inference = new DigitsCnnInference(DigitsCnnParameters.create(2));
        float[] together = Predictor.of(inference).batchSize(33).predict(some).values("logits");
        for (int i = 0; i < some.size(); i++) {
            float[] image = Arrays.copyOfRange(some.floats("image"), i * 64, (i + 1) * 64);
            assertThat(inference.predict(image))
                    .containsExactly(Arrays.copyOfRange(together, i * 10, (i + 1) * 10), Offset.offset(1e-5f));
        }
    }
}
