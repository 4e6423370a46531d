package io.lamina.training;

import io.lamina.runtime.Batch;
import io.lamina.runtime.ElementType;
import io.lamina.runtime.ModelInfo;
import io.lamina.runtime.SymbolInfo;
import io.lamina.runtime.TensorInfo;
import io.lamina.training.RowLengths.Feed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills batches of one model from one dataset, having checked once that they fit each other. */
final class BatchSource {
    private final ModelInfo info;
    private final Dataset data;
    private final Batch batch;
    private final List<Feed> feeds = new ArrayList<>();
    private final RowLengths lengths;

    private BatchSource(ModelInfo info, Dataset data, int batchSize, boolean training) {
        if (data.size() == 0) {
            throw new IllegalArgumentException(info.name() + ": the data has no rows");
        }
        this.info = info;
        this.data = data;
        for (int i = 0; i < info.inputs().size(); i++) {
            TensorInfo input = info.inputs().get(i);
            if (training || !input.isTrainingOnly()) {
                feeds.add(new Feed(i, input, fitting(input)));
            }
        }
        this.lengths = new RowLengths(info, data, feeds);
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

    /** What symbolic sizes are in each row. */
    RowLengths lengths() {
        return lengths;
    }

    /**
     * The rows of each batch: those that follow each other in {@code order}, or where lengths differ and nothing is padded, those of
     * one length that follow each other. A batch comes when it is full, the rest at the end.
     */
    List<int[]> batches(int[] order) {
        List<int[]> batches = new ArrayList<>();
        if (lengths.isUniform()) {
            for (int from = 0; from < order.length; from += batchSize()) {
                batches.add(Arrays.copyOfRange(order, from, Math.min(from + batchSize(), order.length)));
            }
            return batches;
        }
        Map<List<Integer>, List<Integer>> waiting = new LinkedHashMap<>();
        for (int row : order) {
            List<Integer> kind = lengths.kind(row);
            List<Integer> rows = waiting.computeIfAbsent(kind, first -> new ArrayList<>());
            rows.add(row);
            if (rows.size() == batchSize()) {
                batches.add(array(rows));
                waiting.remove(kind);
            }
        }
        waiting.values().forEach(rows -> batches.add(array(rows)));
        return batches;
    }

    private static int[] array(List<Integer> rows) {
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A batch of these rows. Reused by the next call. */
    Batch fill(int[] rows) {
        batch.setSize(rows.length);
        List<SymbolInfo> symbols = info.symbols();
        int[] sizes = new int[symbols.size()];
        for (int s = 0; s < sizes.length; s++) {
            for (int row : rows) {
                sizes[s] = Math.max(sizes[s], lengths.length(s, row));
            }
            sizes[s] = symbols.get(s).holding(sizes[s]);
            batch.setLength(s, sizes[s]);
        }
        for (Feed feed : feeds) {
            fill(feed, rows, feed.input().shape(symbols, sizes));
        }
        return batch;
    }

    private void fill(Feed feed, int[] rows, int[] shape) {
        Column column = feed.column();
        boolean isFloat = column.type() == ElementType.FLOAT32;
        Object to = isFloat ? batch.floats(feed.index()) : batch.ints(feed.index());
        int size = Box.size(shape, 0);
        if (column.isPadded() && isFloat) {
            Arrays.fill(batch.floats(feed.index()), 0, rows.length * size, column.padding());
        } else if (column.isPadded()) {
            Arrays.fill(batch.ints(feed.index()), 0, rows.length * size, (int) column.padding());
        }
        for (int i = 0; i < rows.length; i++) {
            int[] own = info.symbols().isEmpty() ? shape : feed.input().shape(info.symbols(), lengths.of(rows[i]));
            Box.copy(column.values(), column.start(data.row(rows[i])), own, to, i * size, shape);
        }
    }

    /** Where these rows hold NaN or infinity, in words; empty if they do not. */
    String findNotFinite(int[] rows) {
        for (Feed feed : feeds) {
            Column column = feed.column();
            if (column.type() == ElementType.FLOAT32) {
                float[] values = (float[]) column.values();
                for (int row : rows) {
                    int start = column.start(data.row(row));
                    for (int i = start; i < start + column.length(data.row(row)); i++) {
                        if (!Float.isFinite(values[i])) {
                            return "column " + column.name() + " holds " + values[i] + " in row " + row;
                        }
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
        boolean symbolic = input.dims().stream().anyMatch(dim -> !dim.matches("\\d+"));
        boolean widthFits = symbolic || column.isSequences() || column.width() == input.size();
        if (column.type() != input.type() || !widthFits) {
            String unit = input.type() == ElementType.FLOAT32 ? "float" : "int";
            String expected = symbolic
                    ? "sequences of " + unit + "s"
                    : input.size() + " " + unit + (input.size() == 1 ? "" : "s") + " per row";
            throw new IllegalArgumentException(info.name() + ": the input " + input + " expects " + expected
                    + ", but found the column " + column.describe());
        }
        return column;
    }
}
