package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.Adam;
import io.lamina.runtime.Batch;
import io.lamina.runtime.ModelParameters;
import io.lamina.runtime.Optimizer;
import io.lamina.runtime.Sgd;
import io.lamina.runtime.TrainingModel;
import io.lamina.training.Confusion;
import io.lamina.training.Dataset;
import io.lamina.training.Predictor;
import io.lamina.training.Progress;
import io.lamina.training.Split;
import io.lamina.training.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** A ResNet and a U-Net of blocks learn, and as the same models in PyTorch do ({@code fixtures/digits_blocks.py}). */
class DigitsBlocksTest {
    private static final int BATCH = 32;
    private static final int SEED = 1;
    private static final int DENOISING_STEPS = 400;
    /** The last steps, whose mean loss counts. */
    private static final int LAST = 50;

    @Test
    void theResNetReads97PercentOfDigitsItHasNotSeen() throws IOException {
        Split data = DigitsData.read().split(0.8, 1);
        DigitsResNetParameters parameters = DigitsResNetParameters.create(2);
        DigitsResNetTraining model =
                new DigitsResNetTraining(parameters, Adam.builder().build(), 1);
        Trainer.of(model)
                .epochs(6)
                .batchSize(BATCH)
                .seed(1)
                .progress(Progress.none())
                .fit(data.train());
        int[] predicted = Predictor.of(new DigitsResNetInference(parameters))
                .predict(data.test())
                .classes("logits");
        assertThat(Confusion.of(10, data.test().ints("digit"), predicted).accuracy())
                .isGreaterThanOrEqualTo(0.97);
    }

    /** A model that finds nothing has the loss 1, the variance of the noise. */
    @Test
    void theUNetFindsTheNoise() throws IOException {
        DigitsUNetTraining model = new DigitsUNetTraining(
                DigitsUNetParameters.create(2),
                Adam.builder().learningRate(2e-3f).build(),
                1);
        NoisedDigits digits = new NoisedDigits(DigitsData.read(), 2);
        double[] losses = losses(model, DENOISING_STEPS, digits::fill);
        assertThat(losses[0]).isGreaterThan(0.9);
        assertThat(Arrays.stream(losses, DENOISING_STEPS - LAST, DENOISING_STEPS)
                        .average()
                        .orElseThrow())
                .isLessThan(0.17);
    }

    /** Adam or momentum make a rounding into percents here, in PyTorch as well. */
    @Test
    void theResNetsFirstLossesArePyTorchs() throws IOException {
        DigitsResNetParameters parameters = DigitsResNetParameters.create(SEED);
        save(parameters, "resnet.safetensors");
        Dataset data = DigitsData.read();
        Optimizer sgd = Sgd.builder().learningRate(0.05f).build();
        agree("digits_resnet_losses.csv", new DigitsResNetTraining(parameters, sgd, SEED), (batch, step) -> {
            for (int i = 0; i < BATCH; i++) {
                int row = (step * BATCH + i) % data.size();
                System.arraycopy(data.floats("image"), row * 64, batch.floats(0), i * 64, 64);
                batch.ints(1)[i] = data.ints("digit")[row];
            }
        });
    }

    /** With Adam's usual epsilon the rounding of gradients near zero decides the first steps. */
    @Test
    void theUNetsFirstLossesArePyTorchs() throws IOException {
        DigitsUNetParameters parameters = DigitsUNetParameters.create(SEED);
        save(parameters, "unet.safetensors");
        NoisedDigits digits = new NoisedDigits(DigitsData.read(), SEED);
        Optimizer adam = Adam.builder().epsilon(1e-4f).build();
        agree("digits_unet_losses.csv", new DigitsUNetTraining(parameters, adam, SEED), digits::fill);
    }

    /** With {@code -Dlamina.write=FOLDER} the initial weights go into a file, from which PyTorch starts. */
    private static void save(ModelParameters parameters, String file) throws IOException {
        String folder = System.getProperty("lamina.write", "");
        if (!folder.isEmpty()) {
            parameters.save(Path.of(folder, file));
        }
    }

    private static double[] losses(TrainingModel model, int steps, ObjIntConsumer<Batch> fill) {
        Batch batch = Batch.forTraining(model.info(), BATCH);
        batch.setSize(BATCH);
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++) {
            fill.accept(batch, step);
            model.step(batch);
            losses[step] = model.metric(0);
        }
        return losses;
    }

    private static void agree(String file, TrainingModel model, ObjIntConsumer<Batch> fill) throws IOException {
        double[] expected;
        try (InputStream in = DigitsBlocksTest.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            expected = text.lines().mapToDouble(Double::parseDouble).toArray();
        }
        assertThat(expected).hasSize(50);
        assertThat(expected[49]).isLessThan(expected[0]);
        double[] losses = losses(model, expected.length, fill);
        for (int step = 0; step < losses.length; step++) {
            assertThat(losses[step])
                    .as("step " + step)
                    .isCloseTo(expected[step], Offset.offset(1e-3 * Math.max(expected[step], 0.1)));
        }
    }
}
