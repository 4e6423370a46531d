package io.lamina.examples;

import io.lamina.runtime.Adam;
import io.lamina.training.Confusion;
import io.lamina.training.Dataset;
import io.lamina.training.History;
import io.lamina.training.Metrics;
import io.lamina.training.Predictions;
import io.lamina.training.Predictor;
import io.lamina.training.Split;
import io.lamina.training.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains {@link DigitsCnn} on real images, tests it on images it has not seen, and saves its weights. */
@Command(
        name = "digits",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Trains a small CNN on 1,797 real handwritten digits.")
public final class DigitsExample implements Callable<Integer> {
    private static final double TRAINING_SHARE = 0.8;
    private static final int CLASSES = 10;

    @Option(names = "--epochs", description = "Passes over the training images.")
    private int epochs = 20;

    @Option(names = "--batch-size", description = "Images in each step.")
    private int batchSize = 32;

    @Option(names = "--seed", description = "Seed of weights, shuffles and dropout.")
    private long seed = 1;

    @Option(names = "--save", description = "Where the weights go, as safetensors.")
    private Path file = Path.of("target", "digits.safetensors");

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new DigitsExample(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(file.toAbsolutePath().getParent());
        System.out.println(DigitsCnnParameters.info());
        Split data = DigitsData.read().split(TRAINING_SHARE, seed);
        DigitsCnnParameters parameters = DigitsCnnParameters.create(seed);
        History history = train(parameters, data);
        report(parameters, data.test(), history);
        parameters.save(file);
        System.out.printf("Weights saved to %s%n", file.toAbsolutePath().normalize());
        return 0;
    }

    private History train(DigitsCnnParameters parameters, Split data) {
        DigitsCnnTraining model =
                new DigitsCnnTraining(parameters, Adam.builder().build(), seed);
        return Trainer.of(model)
                .epochs(epochs)
                .batchSize(batchSize)
                .seed(seed)
                .validation(data.test())
                .fit(data.train());
    }

    private static void report(DigitsCnnParameters parameters, Dataset test, History history) {
        Predictions predictions =
                Predictor.of(new DigitsCnnInference(parameters)).predict(test);
        Confusion confusion = Confusion.of(CLASSES, test.ints("digit"), predictions.classes("logits"));
        Metrics last = history.last().validation().orElseThrow();
        System.out.println();
        System.out.print(confusion);
        System.out.printf(
                Locale.ROOT,
                "%nTest accuracy %.2f %% (loss %.4f) on %d images that it has not seen, after %.1f s of training%n",
                100 * confusion.accuracy(),
                last.loss(),
                test.size(),
                history.seconds());
    }
}
