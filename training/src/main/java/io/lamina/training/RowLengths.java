package io.lamina.training;

import io.lamina.runtime.ModelInfo;
import io.lamina.runtime.SymbolInfo;
import io.lamina.runtime.TensorInfo;
import java.util.Arrays;
import java.util.List;

/** What a model's symbolic sizes are in each row of a dataset, checked against their bounds and against each other. */
final class RowLengths {
    private final ModelInfo info;
    private final List<SymbolInfo> symbols;
    private final Dataset data;
    private final List<Feed> feeds;
    /** For each symbol, its size in each row. */
    private final int[][] lengths;
    /** Whether rows with different sizes of a symbol may share a batch. */
    private final boolean[] mixed;

    /** An input and the column that it reads. */
    record Feed(int index, TensorInfo input, Column column) {}

    RowLengths(ModelInfo info, Dataset data, List<Feed> feeds) {
        this.info = info;
        this.symbols = info.symbols();
        this.data = data;
        this.feeds = feeds;
        this.lengths = new int[symbols.size()][data.size()];
        this.mixed = new boolean[symbols.size()];
        for (int s = 0; s < symbols.size(); s++) {
            find(s);
        }
        for (Feed feed : feeds) {
            check(feed);
        }
    }

    /** The size of a symbol in a row of the dataset. */
    int length(int symbol, int row) {
        return lengths[symbol][row];
    }

    /** All sizes of a row. */
    int[] of(int row) {
        int[] sizes = new int[lengths.length];
        for (int s = 0; s < sizes.length; s++) {
            sizes[s] = lengths[s][row];
        }
        return sizes;
    }

    /** What rows of one batch have in common: the sizes of symbols that no padding fills up to. */
    List<Integer> kind(int row) {
        Integer[] sizes = new Integer[lengths.length];
        for (int s = 0; s < sizes.length; s++) {
            sizes[s] = mixed[s] ? 0 : lengths[s][row];
        }
        return Arrays.asList(sizes);
    }

    /** Whether all rows may share batches with all others. */
    boolean isUniform() {
        for (int s = 0; s < lengths.length; s++) {
            if (!mixed[s] && Arrays.stream(lengths[s]).distinct().count() > 1) {
                return false;
            }
        }
        return true;
    }

    private void find(int s) {
        String name = symbols.get(s).name();
        Feed source = feeds.stream()
                .filter(feed -> tells(feed.input(), name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(info.name() + ": no input of the data tells " + name
                        + ", as none has it as its only symbolic size;" + " call the typed methods, which take " + name
                        + " as an argument"));
        // A longer row of one column must find padding in all of them.
        mixed[s] = feeds.stream()
                .filter(feed -> feed.column().isSequences()
                        && feed.input().dims().stream().anyMatch(dim -> names(dim, name)))
                .allMatch(feed -> feed.column().isPadded());
        int others = 1;
        for (String dim : source.input().dims()) {
            others *= dim.equals(name) ? 1 : Integer.parseInt(dim);
        }
        for (int row = 0; row < data.size(); row++) {
            int numbers = source.column().length(data.row(row));
            if (numbers % others != 0) {
                throw new IllegalArgumentException(
                        info.name() + ": the input " + source.input() + " expects a multiple of "
                                + others + " numbers, but row " + row + " of the column "
                                + source.column().describe() + " has " + numbers);
            }
            lengths[s][row] = numbers / others;
            bounded(symbols.get(s), source.column(), row, numbers / others, mixed[s]);
        }
    }

    private void bounded(SymbolInfo symbol, Column column, int row, int length, boolean filled) {
        int held = filled ? symbol.holding(length) : length;
        boolean fits = length > 0 && held >= symbol.lower() && held <= symbol.upper() && held % symbol.divisor() == 0;
        if (!fits) {
            throw new IllegalArgumentException(info.name() + ": row " + row + " of the column " + column.describe()
                    + " has " + symbol.name() + " = " + length + ", but the model needs " + symbol);
        }
    }

    /** Whether an input's only symbolic size is this symbol, so that the number of its elements tells it. */
    private static boolean tells(TensorInfo input, String symbol) {
        long named = input.dims().stream().filter(dim -> dim.equals(symbol)).count();
        boolean alone = input.dims().stream().allMatch(dim -> dim.equals(symbol) || dim.matches("\\d+"));
        return named == 1 && alone;
    }

    private static boolean names(String dim, String symbol) {
        return Arrays.asList(dim.split("[^\\p{L}\\p{N}_$]+")).contains(symbol);
    }

    private void check(Feed feed) {
        for (int row = 0; row < data.size(); row++) {
            int expected = Box.size(feed.input().shape(symbols, of(row)), 0);
            int found = feed.column().length(data.row(row));
            if (found != expected) {
                throw new IllegalArgumentException(info.name() + ": the input " + feed.input() + " expects " + expected
                        + " numbers in row " + row + sizes(row) + ", but the column "
                        + feed.column().describe() + " has " + found);
            }
            if (symbols.isEmpty()) {
                return;
            }
        }
    }

    /** {@code , where T = 7}. */
    private String sizes(int row) {
        StringBuilder text = new StringBuilder();
        for (int s = 0; s < lengths.length; s++) {
            text.append(text.length() == 0 ? ", where " : ", ")
                    .append(symbols.get(s).name())
                    .append(" = ")
                    .append(lengths[s][row]);
        }
        return text.toString();
    }
}
