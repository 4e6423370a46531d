package io.lamina.training;

import io.lamina.runtime.Batch;
import io.lamina.runtime.CounterRandom;
import io.lamina.runtime.ModelInfo;
import io.lamina.runtime.TrainingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains a model on data in memory.
 *
 * <pre>{@code
 * History history = Trainer.of(model).epochs(12).batchSize(64).validation(test).fit(train);
 * Metrics metrics = trainer.evaluate(test);
 * }</pre>
 *
 * <p>Every epoch sees each row once, in an order that depends on the seed and the number of the epoch alone; the last batch
 * may be smaller. Rows of a model with symbolic sizes share a batch if they are as long, or if their columns say with what shorter ones
 * are filled up (see {@link Dataset.Builder#sequences(String, int[][], int)}). So weights, data and seed fix a run bit for bit. One thread at a time may use a trainer.
 */
public final class Trainer {
    private final TrainingModel model;
    private final ModelInfo info;
    private int epochs = 1;
    private int batchSize = 32;
    private long seed;
    private Optional<Dataset> validation = Optional.empty();
    private Progress progress = Progress.auto();
    private Consumer<Epoch> afterEpoch = epoch -> {};
    private Optional<Schedule> schedule = Optional.empty();
    private int epochsDone;

    private Trainer(TrainingModel model) {
        this.model = model;
        this.info = model.info();
    }

    /** A trainer of this model: 1 epoch, batches of 32, seed 0, no validation, progress where it can be seen. */
    public static Trainer of(TrainingModel model) {
        return new Trainer(model);
    }

    /**
     * Number of epochs that the next {@link #fit} makes.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Trainer epochs(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("epochs must be at least 1, but is " + count);
        }
        epochs = count;
        return this;
    }

    /**
     * Number of rows in a batch.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Trainer batchSize(int rows) {
        batchSize = BatchSource.checkedBatchSize(rows);
        return this;
    }

    /**
     * Lets every step run on exactly this many threads, the caller's included; see {@link TrainingModel#setThreads}. The result does not
     * depend on it. By default there is one for each processor, and fewer for small batches.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Trainer threads(int count) {
        model.setThreads(count);
        return this;
    }

    /** What the order of the rows follows from. */
    public Trainer seed(long value) {
        seed = value;
        return this;
    }

    /** Data to evaluate after each epoch; never learned from. */
    public Trainer validation(Dataset data) {
        validation = Optional.of(data);
        return this;
    }

    /** Who shows progress; {@link Progress#auto()} by default. */
    public Trainer progress(Progress shown) {
        progress = shown;
        return this;
    }

    /** What is called after each epoch, for instance to change the learning rate or to save the weights. */
    public Trainer afterEpoch(Consumer<Epoch> listener) {
        afterEpoch = listener;
        return this;
    }

    /** The learning rate of each step; by default it stays what the optimizer was given. Each {@link #fit} goes through it once. */
    public Trainer schedule(Schedule rates) {
        schedule = Optional.of(rates);
        return this;
    }

    /**
     * Trains; a second call goes on where the first one stopped.
     *
     * @throws IllegalArgumentException if the data does not fit the model's inputs or has no rows, or a label is out of range
     * @throws TrainingException if the loss becomes NaN or infinite
     */
    public History fit(Dataset data) {
        BatchSource train = BatchSource.forTraining(info, data, batchSize);
        Optional<BatchSource> held = validation.map(v -> BatchSource.forTraining(info, v, batchSize));
        List<Epoch> done = new ArrayList<>();
        int first = epochsDone;
        int last = first + epochs;
        while (epochsDone < last) {
            int number = epochsDone + 1;
            long start = System.nanoTime();
            Metrics learned;
            try (Progress.Shown shown = progress.epoch(number, last, data.size())) {
                learned = trainEpoch(train, number, first, shown);
            }
            Optional<Metrics> validated = held.map(this::evaluate);
            Epoch epoch = new Epoch(number, learned, validated, (System.nanoTime() - start) / 1e9);
            progress.finished(epoch, last);
            epochsDone = number;
            done.add(epoch);
            afterEpoch.accept(epoch);
        }
        return new History(done);
    }

    /**
     * Measures without learning.
     *
     * @throws IllegalArgumentException if the data does not fit the model's inputs or has no rows
     */
    public Metrics evaluate(Dataset data) {
        return evaluate(BatchSource.forTraining(info, data, batchSize));
    }

    private Metrics trainEpoch(BatchSource data, int number, int first, Progress.Shown shown) {
        int[] order =
                CounterRandom.permutation(CounterRandom.key(CounterRandom.key(seed, "shuffle"), number), data.size());
        MeanMetrics means = new MeanMetrics(info.metrics());
        List<int[]> batches = data.batches(order);
        long before = (number - 1L - first) * batches.size();
        for (int i = 0; i < batches.size(); i++) {
            if (schedule.isPresent()) {
                float rate = schedule.get().rate(before + i, (long) epochs * batches.size());
                model.optimizer().setLearningRate(rate);
            }
            Batch batch = data.fill(batches.get(i));
            model.step(batch);
            if (!Float.isFinite(model.metric(0))) {
                throw diverged(data, batches, i, number);
            }
            means.add(model, batch.size());
            shown.advance(batch.size(), means);
        }
        return means.mean();
    }

    private Metrics evaluate(BatchSource data) {
        int[] order = IntStream.range(0, data.size()).toArray();
        MeanMetrics means = new MeanMetrics(info.metrics());
        for (int[] rows : data.batches(order)) {
            Batch batch = data.fill(rows);
            model.evaluate(batch);
            means.add(model, batch.size());
        }
        return means.mean();
    }

    private TrainingException diverged(BatchSource data, List<int[]> batches, int at, int number) {
        String culprit = data.findNotFinite(batches.get(at));
        String why = culprit.isEmpty()
                ? "All numbers of the batch are finite, so the weights have grown beyond bounds: a smaller learning rate than "
                        + model.optimizer().learningRate() + " or inputs scaled to about -1 to 1 usually help."
                : "The data is the cause: " + culprit + ".";
        return new TrainingException(info.name() + ": the loss became " + model.metric(0) + " in epoch " + number
                + ", batch " + (at + 1) + " of " + batches.size() + ". " + why);
    }
}
