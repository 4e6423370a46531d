package io.lamina.training;

import io.lamina.runtime.TrainingModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Means of a model's metrics over batches, each weighted by its number of rows. */
final class MeanMetrics implements Progress.RunningMetrics {
    private final List<String> names;
    private final double[] sums;
    private long rows;

    MeanMetrics(List<String> names) {
        this.names = names;
        this.sums = new double[names.size()];
    }

    void add(TrainingModel model, int batch) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (double) model.metric(i) * batch;
        }
        rows += batch;
    }

    @Override
    public Metrics mean() {
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            means.put(names.get(i), sums[i] / rows);
        }
        return new Metrics(means);
    }
}
