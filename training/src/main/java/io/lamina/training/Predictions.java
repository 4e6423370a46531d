package io.lamina.training;

import io.lamina.runtime.Batch;
import io.lamina.runtime.ModelInfo;
import io.lamina.runtime.SymbolInfo;
import io.lamina.runtime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The outputs of a model for all rows of a dataset. */
public final class Predictions {
    /** The values of all rows, behind each other. */
    static final class Output {
        private final TensorInfo info;
        private final List<SymbolInfo> symbols;
        private final RowLengths lengths;
        private final int[] starts;
        private final float[] values;

        private Output(TensorInfo info, List<SymbolInfo> symbols, RowLengths lengths, int[] starts) {
            this.info = info;
            this.symbols = symbols;
            this.lengths = lengths;
            this.starts = starts;
            this.values = new float[starts[starts.length - 1]];
        }

        /** Room for all rows of a source. */
        static Output of(TensorInfo output, ModelInfo model, BatchSource source, int rows) {
            int[] starts = new int[rows + 1];
            for (int row = 0; row < rows; row++) {
                int[] shape = output.shape(model.symbols(), source.lengths().of(row));
                starts[row + 1] = Math.addExact(starts[row], Box.size(shape, 0));
            }
            return new Output(output, model.symbols(), source.lengths(), starts);
        }

        /** Keeps the results of a batch, without what filled the shorter rows up. */
        void take(float[] results, int[] rows, Batch batch) {
            int[] sizes = new int[symbols.size()];
            for (int s = 0; s < sizes.length; s++) {
                sizes[s] = batch.length(s);
            }
            int[] shape = info.shape(symbols, sizes);
            int size = Box.size(shape, 0);
            for (int i = 0; i < rows.length; i++) {
                int[] own = symbols.isEmpty() ? shape : info.shape(symbols, lengths.of(rows[i]));
                Box.copy(results, i * size, shape, values, starts[rows[i]], own);
            }
        }

        private float[] row(int row) {
            return Arrays.copyOfRange(values, starts[row], starts[row + 1]);
        }

        /** Positions of the largest values along the last dimension of a row. */
        private IntStream classes(int row) {
            int[] shape = info.shape(symbols, lengths.of(row));
            int classes = shape.length == 0 ? 1 : shape[shape.length - 1];
            return IntStream.range(0, (starts[row + 1] - starts[row]) / classes).map(place -> {
                int first = starts[row] + place * classes;
                int best = 0;
                for (int c = 1; c < classes; c++) {
                    best = values[first + c] > values[first + best] ? c : best;
                }
                return best;
            });
        }
    }

    private final Map<String, Output> outputs;

    Predictions(Map<String, Output> outputs) {
        this.outputs = outputs;
    }

    /**
     * A copy of the values of an output, row after row.
     *
     * @throws IllegalArgumentException if the model has no such output
     */
    public float[] values(String output) {
        return find(output).values.clone();
    }

    /**
     * A copy of the values of an output in one row.
     *
     * @throws IllegalArgumentException if the model has no such output
     */
    public float[] values(String output, int row) {
        return find(output).row(row);
    }

    /**
     * The position of the largest value along the last dimension of an output, the first of several: the class that a
     * classifier has chosen, one for each row (or for each place of a row, if the output has more dimensions).
     *
     * @throws IllegalArgumentException if the model has no such output
     */
    public int[] classes(String output) {
        Output found = find(output);
        return IntStream.range(0, found.starts.length - 1)
                .flatMap(found::classes)
                .toArray();
    }

    /**
     * As {@link #classes(String)}, of one row alone.
     *
     * @throws IllegalArgumentException if the model has no such output
     */
    public int[] classes(String output, int row) {
        return find(output).classes(row).toArray();
    }

    private Output find(String name) {
        Output output = outputs.get(name);
        if (output == null) {
            throw new IllegalArgumentException("there is no output '" + name + "', but " + outputs.keySet());
        }
        return output;
    }
}
