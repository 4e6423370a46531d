package io.lamina.examples;

import io.lamina.runtime.Adam;
import io.lamina.training.Dataset;
import io.lamina.training.Idx;
import io.lamina.training.Metrics;
import io.lamina.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains {@link MnistCnn} on MNIST where its four files are given, and says what to fetch where they are not. */
@Command(
        name = "mnist",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Trains Keras's MNIST CNN on the MNIST files in a folder.")
public final class MnistExample implements Callable<Integer> {
    private static final String TRAIN = "train";
    private static final String TEST = "t10k";
    private static final double SCALE = 1 / 255.0;

    @Parameters(paramLabel = "FOLDER", arity = "0..1", description = "Where the four files are.")
    private Path folder = Path.of("mnist");

    @Option(names = "--epochs", description = "Passes over the training images.")
    private int epochs = 3;

    @Option(names = "--batch-size", description = "Images in each step.")
    private int batchSize = 128;

    @Option(names = "--seed", description = "Seed of weights, shuffles and dropout.")
    private long seed = 1;

    @Option(names = "--save", description = "Where the weights go, as safetensors.")
    private Path file = Path.of("target", "mnist.safetensors");

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new MnistExample(), arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            System.err.printf("""
                    MNIST is not here: %s lacks %s.
                    Fetch these four files, gzipped (.gz) or not, from a mirror of the MNIST database of Y. LeCun, C. Cortes
                    and C. J. C. Burges, put them into one folder, and name it: mnist FOLDER
                      train-images-idx3-ubyte  train-labels-idx1-ubyte  t10k-images-idx3-ubyte  t10k-labels-idx1-ubyte
                    """, folder.toAbsolutePath().normalize(), String.join(", ", missing));
            return CommandLine.ExitCode.USAGE;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        System.out.println(MnistCnnParameters.info());
        MnistCnnParameters parameters = MnistCnnParameters.create(seed);
        Dataset test = read(TEST);
        Trainer trainer = Trainer.of(
                        new MnistCnnTraining(parameters, Adam.builder().build(), seed))
                .epochs(epochs)
                .batchSize(batchSize)
                .seed(seed)
                .validation(test);
        trainer.fit(read(TRAIN));
        Metrics metrics = trainer.evaluate(test);
        System.out.printf(Locale.ROOT, "%nTest accuracy %.2f %%%n", 100 * metrics.accuracy());
        parameters.save(file);
        System.out.printf("Weights saved to %s%n", file.toAbsolutePath().normalize());
        return CommandLine.ExitCode.OK;
    }

    private static String images(String part) {
        return part + "-images-idx3-ubyte";
    }

    private static String labels(String part) {
        return part + "-labels-idx1-ubyte";
    }

    private List<String> missing() {
        return List.of(images(TRAIN), labels(TRAIN), images(TEST), labels(TEST)).stream()
                .filter(name -> find(name).isEmpty())
                .toList();
    }

    private Optional<Path> find(String name) {
        return List.of(folder.resolve(name), folder.resolve(name + ".gz")).stream()
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private Dataset read(String part) throws IOException {
        Idx images = Idx.read(find(images(part)).orElseThrow());
        Idx labels = Idx.read(find(labels(part)).orElseThrow());
        return Dataset.builder()
                .floats("image", images.width(), images.floats(SCALE))
                .ints("digit", labels.ints())
                .build();
    }
}
