package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.Adam;
import io.lamina.runtime.Sampler;
import io.lamina.runtime.TextGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link CharGpt} learns as the same model in PyTorch does, from the same weights and batches ({@code fixtures/char_gpt.py}). */
class CharGptTest {
    private static final int BATCH = 8;
    private static final int LENGTH = 64;
    private static final int SEED = 1;
    /** Steps whose losses are compared one by one. */
    private static final int FIRST = 100;
    /** The last steps, whose mean is. */
    private static final int LAST = 25;

    /** PyTorch's losses, one a step. */
    private static double[] expected() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                CharGptTest.class.getResourceAsStream("char_gpt_losses.txt"), StandardCharsets.US_ASCII))) {
            return in.lines().mapToDouble(Double::parseDouble).toArray();
        }
    }

    /** With {@code -Dlamina.write=FILE} the initial weights go into a file, from which PyTorch starts. */
    @Test
    void losesAsPyTorchDoes() throws IOException {
        CharGptParameters parameters = CharGptParameters.create(SEED);
        String file = System.getProperty("lamina.write", "");
        if (!file.isEmpty()) {
            parameters.save(Path.of(file));
        }
        CharText text = CharText.shakespeare();
        CharGptTraining model =
                new CharGptTraining(parameters, Adam.builder().epsilon(1e-8f).build(), SEED);
        double[] expected = expected();
        double[] losses = new double[expected.length];
        for (int step = 0; step < losses.length; step++) {
            losses[step] = model.step(BATCH, LENGTH, pieces(text, step, 0), pieces(text, step, 1));
        }
        for (int step = 0; step < FIRST; step++) {
            assertThat(losses[step])
                    .as("step %d", step)
                    .isCloseTo(expected[step], Offset.offset(1e-3 * Math.max(expected[step], 0.1)));
        }
        double end = mean(expected);
        assertThat(mean(losses)).isCloseTo(end, Offset.offset(0.02 * end));
        assertThat(end).isLessThan(2.6);
    }

    private static double mean(double[] losses) {
        return Arrays.stream(losses, losses.length - LAST, losses.length)
                .average()
                .orElseThrow();
    }

    private static int[] pieces(CharText text, int step, int shift) {
        int[] all = new int[BATCH * LENGTH];
        for (int i = 0; i < BATCH; i++) {
            int start = (int) ((step * (long) BATCH + i) * 7919 % (text.length() - LENGTH - 1));
            System.arraycopy(text.tokens(start + shift, start + shift + LENGTH), 0, all, i * LENGTH, LENGTH);
        }
        return all;
    }

    @Test
    void theExampleTrainsSavesAndGoesOn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("gpt.safetensors");
        int exit = Commands.execute(
                new GptExample(), "--steps", "40", "--batch-size", "4", "--length", "60", "--save", file.toString());
        assertThat(exit).isZero();
        CharText text = CharText.shakespeare();
        CharGptSession session = new CharGptSession(new CharGptInference(CharGptParameters.load(file)));
        int[] prompt = text.encode("KING");
        Sampler sampler = Sampler.builder().temperature(0.5f).topK(10).seed(3).build();
        int[] generated = TextGenerator.generate(session, prompt, 50, sampler, token -> {});
        assertThat(generated).hasSize(54).startsWith(prompt);
        Sampler again = Sampler.builder().temperature(0.5f).topK(10).seed(3).build();
        assertThat(TextGenerator.generate(session, prompt, 50, again, token -> {}))
                .isEqualTo(generated);
    }

    @Test
    void aPromptOfOtherCharactersIsRefused() {
        assertThat(Commands.execute(new GptExample(), "--steps", "1", "--prompt", "K\u00f6nig"))
                .isEqualTo(1);
    }
}
