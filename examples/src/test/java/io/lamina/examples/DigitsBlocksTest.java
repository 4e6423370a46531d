package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.lamina.runtime.Adam;
import io.lamina.runtime.Batch;
import io.lamina.runtime.ModelParameters;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/** A ResNet and a U-Net of blocks learn, and as the same models in PyTorch do ({@code fixtures/digits_blocks.py}). */
class DigitsBlocksTest {
    private static final int BATCH = 32;
    private static final int SEED = 1;
    private static final int DENOISING_STEPS = 400;
    /** The last steps, whose mean loss counts. */
    private static final int LAST = 50;
    /** Runs of which one must follow PyTorch's to the end; see {@link #agree}. */
    private static final int RUNS = 16;
    /** The first losses, which no rounding moves far: all runs have them. */
    private static final int FIRST = 4;

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
        IntFunction<TrainingModel> runs = run -> new DigitsResNetTraining(
                rounded(parameters, DigitsResNetParameters.create(SEED), run),
                Sgd.builder().learningRate(0.05f).build(),
                SEED);
        agree("digits_resnet_losses.csv", runs, (batch, step) -> {
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
        IntFunction<TrainingModel> runs = run -> new DigitsUNetTraining(
                rounded(parameters, DigitsUNetParameters.create(SEED), run),
                Adam.builder().epsilon(1e-4f).build(),
                SEED);
        agree("digits_unet_losses.csv", runs, digits::fill);
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

    /**
     * Of some runs, whose initial weights differ in the last bit, one has PyTorch's losses. A quarter of a million values go into the ResNet's
     * ReLUs at each step, and some lie nearer to zero than sums in another order do to each other: 1.5e-6 one in the third step. On which
     * side of zero it falls decides whether its gradient counts; the weights in front then move otherwise by a hundredth of their step, and
     * after 50 steps losses differ by a tenth. Gradients at the same weights agree to 1e-6; {@code GeneratedExamplesTest} holds such to bounds.
     */
    private static void agree(String file, IntFunction<TrainingModel> runs, ObjIntConsumer<Batch> fill)
            throws IOException {
        double[] expected;
        try (InputStream in = DigitsBlocksTest.class.getResourceAsStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            expected = text.lines().mapToDouble(Double::parseDouble).toArray();
        }
        assertThat(expected).hasSize(50);
        assertThat(expected[49]).isLessThan(expected[0]);
        List<Integer> left = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            double[] losses = losses(runs.apply(run), expected.length, fill);
            int agreeing = 0;
            while (agreeing < losses.length && agree(losses[agreeing], expected[agreeing])) {
                agreeing++;
            }
            assertThat(agreeing).as("losses of run %d that agree", run).isGreaterThanOrEqualTo(FIRST);
            if (agreeing == losses.length) {
                return;
            }
            left.add(agreeing);
        }
        fail("no run has PyTorch's losses to the end; they leave them after steps " + left);
    }

    private static boolean agree(double loss, double expected) {
        return Math.abs(loss - expected) <= 1e-3 * Math.max(expected, 0.1);
    }

    /** The weights, in {@code to}; but in the first run each is left, or changed by its last bit. */
    private static <P extends ModelParameters> P rounded(P from, P to, int run) {
        to.copyFrom(from);
        SplittableRandom random = new SplittableRandom(run);
        float[] values = to.values();
        for (int i = 0; run > 0 && i < to.table().trainable(); i++) {
            values[i] *= 1 + (random.nextInt(3) - 1) * 0x1p-23f;
        }
        return to;
    }
}
