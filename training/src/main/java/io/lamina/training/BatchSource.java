package io.lamina.training;

import io.lamina.runtime.Batch;
import io.lamina.runtime.ElementType;
import io.lamina.runtime.ModelInfo;
import io.lamina.runtime.TensorInfo;
import java.util.ArrayList;
import java.util.List;

/** Fills batches of one model from one dataset, having checked once that they fit each other. */
final class BatchSource {
    /** An input, by its position, and the column that it reads. */
    private record Feed(int input, Column column) {}

    private final ModelInfo info;
    private final Dataset data;
    private final Batch batch;
    private final List<Feed> feeds = new ArrayList<>();

    private BatchSource(ModelInfo info, Dataset data, int batchSize, boolean training) {
        if (data.size() == 0) {
            throw new IllegalArgumentException(info.name() + ": the data has no rows");
        }
        this.info = info;
        this.data = data;
        for (int i = 0; i < info.inputs().size(); i++) {
            TensorInfo input = info.inputs().get(i);
            if (training || !input.isTrainingOnly()) {
                feeds.add(new Feed(i, fitting(input)));
            }
        }
        int capacity = Math.min(batchSize, data.size());
        this.batch = training ? Batch.forTraining(info, capacity) : Batch.forPrediction(info, capacity);
    }

    /** Feeds all inputs. */
    static BatchSource forTraining(ModelInfo info, Dataset data, int batchSize) {
        return new BatchSource(info, data, batchSize, true);
    }

    /** Feeds the inputs that prediction needs. */
    static BatchSource forPrediction(ModelInfo info, Dataset data, int batchSize) {
        return new BatchSource(info, data, batchSize, false);
    }

    static int checkedBatchSize(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, but is " + batchSize);
        }
        return batchSize;
    }

    /** Number of rows of the data. */
    int size() {
        return data.size();
    }

    /** Number of rows in a full batch. */
    int batchSize() {
        return batch.capacity();
    }

    /** The next batch: the rows {@code order[from]} and following, as many as fit and there are. Reused by the next call. */
    Batch fill(int[] order, int from) {
        int n = Math.min(batch.capacity(), order.length - from);
        batch.setSize(n);
        for (Feed feed : feeds) {
            boolean isFloat = feed.column().type() == ElementType.FLOAT32;
            for (int i = 0; i < n; i++) {
                int row = data.row(order[from + i]);
                if (isFloat) {
                    feed.column().copy(row, batch.floats(feed.input()), i);
                } else {
                    feed.column().copy(row, batch.ints(feed.input()), i);
                }
            }
        }
        return batch;
    }

    /** Where the batch last filled holds NaN or infinity, in words; empty if it does not. */
    String findNotFinite(int[] order, int from) {
        for (Feed feed : feeds) {
            int width = feed.column().width();
            if (feed.column().type() == ElementType.FLOAT32) {
                float[] values = batch.floats(feed.input());
                for (int i = 0; i < batch.size() * width; i++) {
                    if (!Float.isFinite(values[i])) {
                        return "column " + feed.column().name() + " holds " + values[i] + " in row "
                                + order[from + i / width];
                    }
                }
            }
        }
        return "";
    }

    private Column fitting(TensorInfo input) {
        Column column = data.columnsByName().get(input.name());
        if (column == null) {
            throw new IllegalArgumentException(info.name() + ": expected a column named '" + input.name()
                    + "' for the input " + input + ", but the data has " + data.describeColumns());
        }
        if (column.type() != input.type() || column.width() != input.size()) {
            String unit = input.type() == ElementType.FLOAT32 ? "float" : "int";
            throw new IllegalArgumentException(info.name() + ": the input " + input + " expects " + input.size() + " "
                    + unit + (input.size() == 1 ? "" : "s") + " per row, but found the column " + column.describe());
        }
        return column;
    }
}
