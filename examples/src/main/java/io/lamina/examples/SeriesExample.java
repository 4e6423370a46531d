package io.lamina.examples;

import io.lamina.runtime.Adam;
import io.lamina.runtime.PredictionModel;
import io.lamina.runtime.TrainingModel;
import io.lamina.training.Dataset;
import io.lamina.training.Predictor;
import io.lamina.training.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains {@link SeriesLstm} and {@link SeriesGru} on a part of a chaotic series and draws their forecasts of the rest. */
@Command(
        name = "series",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Forecasts the Mackey-Glass series six steps ahead with an LSTM and a GRU.")
public final class SeriesExample implements Callable<Integer> {
    static final int TRAINING = 1200;
    static final int TEST = 400;
    private static final int DRAWN = 250;

    @Option(names = "--epochs", description = "Passes over the training windows.")
    private int epochs = 20;

    @Option(names = "--seed", description = "Seed of weights and shuffles.")
    private long seed = 1;

    @Option(names = "--plot", description = "Where the plot goes, as SVG.")
    private Path plot = Path.of("target", "series.svg");

    /** Root mean squared errors on the part that was not trained on: of both models, and of repeating the newest value. */
    record Errors(double lstm, double gru, double naive) {}

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new SeriesExample(), arguments));
    }

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(plot.toAbsolutePath().getParent());
        Errors errors = run();
        System.out.printf(
                Locale.ROOT,
                "%nRoot mean squared error %d steps ahead: LSTM %.4f, GRU %.4f; repeating the newest value %.4f%n",
                MackeyGlass.AHEAD,
                errors.lstm,
                errors.gru,
                errors.naive);
        System.out.printf("Plot saved to %s%n", plot.toAbsolutePath().normalize());
        return 0;
    }

    private Errors run() throws Exception {
        float[] series = MackeyGlass.series(TRAINING + TEST);
        Dataset training = MackeyGlass.windows(Arrays.copyOf(series, TRAINING));
        Dataset test = MackeyGlass.windows(Arrays.copyOfRange(series, TRAINING, series.length));

        SeriesLstmParameters lstm = SeriesLstmParameters.create(seed);
        fit(new SeriesLstmTraining(lstm, optimizer(), seed), training);
        float[] lstmForecast = forecast(new SeriesLstmInference(lstm), test);

        SeriesGruParameters gru = SeriesGruParameters.create(seed);
        fit(new SeriesGruTraining(gru, optimizer(), seed), training);
        float[] gruForecast = forecast(new SeriesGruInference(gru), test);

        float[] truth = test.floats("truth");
        float[] newest = newest(test);
        LineChart chart = new LineChart(
                        "Mackey-Glass, " + MackeyGlass.AHEAD + " steps ahead, on values that were not trained on")
                .line("truth", "black", Arrays.copyOf(truth, DRAWN))
                .line("LSTM", "crimson", Arrays.copyOf(lstmForecast, DRAWN))
                .line("GRU", "royalblue", Arrays.copyOf(gruForecast, DRAWN));
        Files.writeString(plot, chart.svg());
        return new Errors(error(lstmForecast, truth), error(gruForecast, truth), error(newest, truth));
    }

    private static Adam optimizer() {
        return Adam.builder().learningRate(0.005f).build();
    }

    private void fit(TrainingModel model, Dataset training) {
        Trainer.of(model).epochs(epochs).batchSize(32).seed(seed).fit(training);
    }

    private static float[] forecast(PredictionModel model, Dataset test) {
        return Predictor.of(model).predict(test).values("forecast");
    }

    private static float[] newest(Dataset test) {
        float[] values = test.floats("values");
        float[] newest = new float[test.size()];
        for (int i = 0; i < newest.length; i++) {
            newest[i] = values[(i + 1) * MackeyGlass.WINDOW - 1];
        }
        return newest;
    }

    private static double error(float[] forecast, float[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            double difference = forecast[i] - truth[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum / truth.length);
    }

    /** Trains, draws, and tells how good the forecasts are. */
    static Errors run(Path plot, int epochs, long seed) throws Exception {
        SeriesExample example = new SeriesExample();
        example.plot = plot;
        example.epochs = epochs;
        example.seed = seed;
        return example.run();
    }
}
