package io.lamina.training;

import io.lamina.runtime.Batch;
import io.lamina.runtime.PredictionModel;
import io.lamina.runtime.TensorInfo;
import io.lamina.runtime.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Predicts a whole dataset, batch by batch. Immutable; any number of threads may share it. */
public final class Predictor {
    private final PredictionModel model;
    private final int batchSize;
    private final int threads;

    private Predictor(PredictionModel model, int batchSize, int threads) {
        this.model = model;
        this.batchSize = batchSize;
        this.threads = threads;
    }

    /** A predictor with batches of 32, on the thread that asks. */
    public static Predictor of(PredictionModel model) {
        return new Predictor(model, 32, 1);
    }

    /**
     * The same with batches of {@code rows}.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Predictor batchSize(int rows) {
        return new Predictor(model, BatchSource.checkedBatchSize(rows), threads);
    }

    /**
     * The same with batches that this many threads share, the caller's included. The result does not depend on it.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Predictor threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but is " + count);
        }
        return new Predictor(model, batchSize, count);
    }

    /**
     * All outputs for all rows, in their order; an output with a symbolic size is as long as its row, whatever filled its batch up. Columns that only losses read need not be there.
     *
     * @throws IllegalArgumentException if the data does not fit the model's inputs or has no rows
     */
    public Predictions predict(Dataset data) {
        BatchSource source = BatchSource.forPrediction(model.info(), data, batchSize);
        Workspace workspace = model.workspace(source.batchSize(), threads);
        List<TensorInfo> outputs = model.info().outputs();
        float[][] part = new float[outputs.size()][];
        Map<String, Predictions.Output> all = new LinkedHashMap<>();
        for (int k = 0; k < part.length; k++) {
            part[k] = new float[Math.multiplyExact(outputs.get(k).size(), source.batchSize())];
            all.put(outputs.get(k).name(), Predictions.Output.of(outputs.get(k), model.info(), source, data.size()));
        }
        int[] order = IntStream.range(0, data.size()).toArray();
        for (int[] rows : source.batches(order)) {
            Batch batch = source.fill(rows);
            model.predict(workspace, batch, part);
            int k = 0;
            for (Predictions.Output output : all.values()) {
                output.take(part[k++], rows, batch);
            }
        }
        return new Predictions(all);
    }
}
