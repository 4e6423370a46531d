package io.lamina.examples;

import io.lamina.runtime.Adam;
import io.lamina.runtime.Sampler;
import io.lamina.runtime.TextGenerator;
import io.lamina.training.Dataset;
import io.lamina.training.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains {@link CharGpt} on Shakespeare and lets it go on with a text. */
@Command(
        name = "gpt",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Trains a small GPT on the characters of some of Shakespeare's plays, and generates text.")
public final class GptExample implements Callable<Integer> {
    /** Characters of each piece that is trained on. */
    static final int LENGTH = 128;

    private static final double TRAINING_SHARE = 0.9;
    private static final int TEST_WINDOWS = 64;

    @Option(names = "--steps", description = "Training steps.")
    private int steps = 1000;

    @Option(names = "--batch-size", description = "Pieces of text in each step.")
    private int batchSize = 16;

    @Option(names = "--learning-rate", description = "Adam's learning rate.")
    private float learningRate = 1e-3f;

    @Option(names = "--seed", description = "Seed of weights, pieces and generated text.")
    private long seed = 1;

    @Option(names = "--prompt", description = "What the generated text begins with.")
    private String prompt = "KING RICHARD III:\n";

    @Option(names = "--length", description = "Characters to generate; the model's bound ends the text before.")
    private int length = 110;

    @Option(names = "--temperature", description = "Below 1 bolder, above 1 more varied, 0 always the likeliest.")
    private float temperature = 0.8f;

    @Option(names = "--save", description = "Where the weights go, as safetensors.")
    private Path file = Path.of("target", "gpt.safetensors");

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new GptExample(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(file.toAbsolutePath().getParent());
        System.out.println(CharGptParameters.info());
        CharText text = CharText.shakespeare();
        int[] start = text.encode(prompt);
        CharGptParameters parameters = CharGptParameters.create(seed);
        train(parameters, text);
        parameters.save(file);
        System.out.printf("Weights saved to %s%n%n", file.toAbsolutePath().normalize());
        Sampler sampler = Sampler.builder().temperature(temperature).seed(seed).build();
        CharGptSession session = new CharGptSession(new CharGptInference(parameters));
        System.out.print(prompt);
        TextGenerator.generate(session, start, length, sampler, token -> System.out.print(text.decode(token)));
        System.out.println();
        return 0;
    }

    private void train(CharGptParameters parameters, CharText text) {
        int border = (int) (TRAINING_SHARE * text.length());
        Dataset train = text.windows(0, border, LENGTH, steps * batchSize, seed);
        Dataset test = text.windows(border, text.length(), LENGTH, TEST_WINDOWS, seed);
        CharGptTraining model = new CharGptTraining(
                parameters, Adam.builder().learningRate(learningRate).build(), seed);
        Trainer.of(model)
                .epochs(1)
                .batchSize(batchSize)
                .seed(seed)
                .validation(test)
                .fit(train);
    }
}
