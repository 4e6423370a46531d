package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.Adam;
import io.lamina.runtime.Batch;
import io.lamina.training.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoExampleTest {
    private static final int BATCH = 16;
    private static final int STEPS = 100;
    private static final int VIDEO = MovingDigits.FRAMES * MovingDigits.SIZE * MovingDigits.SIZE;

    @Test
    void reaches95PercentOnVideosOfImagesItHasNotSeen(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("video.safetensors");
        assertThat(Commands.execute(new VideoExample(), "--save", file.toString()))
                .isZero();
        assertThat(VideoExample.test(VideoCnnLstmParameters.load(file), 1).accuracy())
                .isGreaterThanOrEqualTo(0.95);
    }

    /**
     * The same weights and batches in PyTorch: {@code fixtures/video_cnn_lstm.py}. With {@code -Dlamina.write=FILE} the initial weights go into a
     * file, from which PyTorch starts.
     */
    @Test
    void theFirstHundredLossesArePyTorchs() throws IOException {
        VideoCnnLstmParameters parameters = VideoCnnLstmParameters.create(1);
        String file = System.getProperty("lamina.write", "");
        if (!file.isEmpty()) {
            parameters.save(Path.of(file));
        }
        Dataset data = MovingDigits.of(DigitsData.read().first(STEPS * BATCH), 1, 7);
        float[] videos = data.floats("video");
        int[] digits = data.ints("digit");
        VideoCnnLstmTraining model = new VideoCnnLstmTraining(
                parameters, Adam.builder().learningRate(3e-4f).build(), 1);
        Batch batch = Batch.forTraining(model.info(), BATCH);
        batch.setSize(BATCH);
        double[] losses = losses();
        for (int step = 0; step < STEPS; step++) {
            System.arraycopy(videos, step * BATCH * VIDEO, batch.floats(0), 0, BATCH * VIDEO);
            System.arraycopy(digits, step * BATCH, batch.ints(1), 0, BATCH);
            model.step(batch);
            assertThat((double) model.metric(0))
                    .as("step %d", step)
                    .isCloseTo(losses[step], Offset.offset(1e-3 * Math.max(losses[step], 0.1)));
        }
        assertThat(losses[STEPS - 1]).isLessThan(0.9 * losses[0]);
    }

    private static double[] losses() throws IOException {
        try (InputStream in = VideoExampleTest.class.getResourceAsStream("video_cnn_lstm_losses.csv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            double[] losses = text.lines().mapToDouble(Double::parseDouble).toArray();
            assertThat(losses).hasSize(STEPS);
            return losses;
        }
    }

    @Test
    void digitsMoveWithinTheFrame() throws IOException {
        Dataset images = DigitsData.read().first(20);
        float[] pixels = images.floats("image");
        float[] videos = MovingDigits.of(images, 2, 7).floats("video");
        assertThat(videos).hasSize(40 * VIDEO);
        int frame = MovingDigits.SIZE * MovingDigits.SIZE;
        int moves = 0;
        for (int i = 0; i < 40; i++) {
            double ink = 16 * sum(pixels, i % 20 * 64, 64);
            for (int at = i * VIDEO; at < (i + 1) * VIDEO; at += frame) {
                assertThat(sum(videos, at, frame)).isEqualTo(ink, Offset.offset(1e-3));
                boolean first = at == i * VIDEO;
                moves += first || Arrays.equals(videos, at - frame, at, videos, at, at + frame) ? 0 : 1;
            }
        }
        // One in 25 stands still.
        assertThat(moves).isGreaterThan(40 * 15 * 8 / 10);
    }

    private static double sum(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum;
    }
}
