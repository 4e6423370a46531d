package io.lamina.examples;

import io.lamina.runtime.Adam;
import io.lamina.training.Confusion;
import io.lamina.training.Dataset;
import io.lamina.training.Predictor;
import io.lamina.training.Schedule;
import io.lamina.training.Split;
import io.lamina.training.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains {@link VideoCnnLstm} on digits that move, and tests it on videos of images it has not seen. */
@Command(
        name = "video",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Trains a CNN and an LSTM on videos of moving handwritten digits.")
public final class VideoExample implements Callable<Integer> {
    private static final double TRAINING_SHARE = 0.8;
    private static final int CLASSES = 10;

    @Option(names = "--epochs", description = "Passes over the training videos.")
    private int epochs = 4;

    @Option(names = "--videos", description = "Videos made of each training image.")
    private int each = 4;

    @Option(names = "--batch-size", description = "Videos in each step.")
    private int batchSize = 16;

    @Option(names = "--seed", description = "Seed of weights, shuffles and movements.")
    private long seed = 1;

    @Option(names = "--save", description = "Where the weights go, as safetensors.")
    private Path file = Path.of("target", "video.safetensors");

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new VideoExample(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Split images = DigitsData.read().split(TRAINING_SHARE, seed);
        VideoCnnLstmParameters parameters = VideoCnnLstmParameters.create(seed);
        VideoCnnLstmTraining model =
                new VideoCnnLstmTraining(parameters, Adam.builder().build(), seed);
        Trainer.of(model)
                .epochs(epochs)
                .batchSize(batchSize)
                .seed(seed)
                .schedule(Schedule.oneCycle(0.004f))
                .fit(MovingDigits.of(images.train(), each, seed));
        parameters.save(file);
        Confusion confusion = test(parameters, seed);
        System.out.print(confusion);
        System.out.printf(
                Locale.ROOT,
                "%nTest accuracy %.2f %% on %d videos of images that it has not seen%n",
                100 * confusion.accuracy(),
                images.test().size());
        return 0;
    }

    /** What it says of the videos that it was not trained on. */
    static Confusion test(VideoCnnLstmParameters parameters, long seed) throws Exception {
        Dataset videos =
                MovingDigits.of(DigitsData.read().split(TRAINING_SHARE, seed).test(), 1, seed + 1);
        int[] found = Predictor.of(new VideoCnnLstmInference(parameters))
                .predict(videos)
                .classes("logits");
        return Confusion.of(CLASSES, videos.ints("digit"), found);
    }
}
