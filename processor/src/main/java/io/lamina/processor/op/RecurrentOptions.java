package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a recurrence may have beside sums and weights: a direction, initial states, and the number of valid steps of each row.
 * The inputs that exist follow each other in this order.
 *
 * @param reverse whether the last step comes first
 * @param state whether it reads an initial state, zeros otherwise
 * @param cell whether it reads an initial cell, zeros otherwise
 * @param lengths whether it reads the valid steps; past them the state stays, and results and gradients are zero
 */
public record RecurrentOptions(boolean reverse, boolean state, boolean cell, boolean lengths) {
    /** From the first step to the last, from zeros. */
    public static final RecurrentOptions NONE = new RecurrentOptions(false, false, false, false);

    /** {@code reverse, state, lengths}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (reverse) {
            words.add("reverse");
        }
        if (state) {
            words.add("state");
        }
        if (cell) {
            words.add("cell");
        }
        if (lengths) {
            words.add("lengths");
        }
        return String.join(", ", words);
    }

    /** The index of the initial state among a primitive's inputs, {@code first} being the first that may be missing. */
    OptionalInt stateInput(int first) {
        return state ? OptionalInt.of(first) : OptionalInt.empty();
    }

    OptionalInt cellInput(int first) {
        return cell ? OptionalInt.of(first + (state ? 1 : 0)) : OptionalInt.empty();
    }

    OptionalInt lengthsInput(int first) {
        return lengths ? OptionalInt.of(first + (state ? 1 : 0) + (cell ? 1 : 0)) : OptionalInt.empty();
    }

    /** An input of a kernel that may be missing. */
    static Argument argument(OptionalInt input) {
        return input.isPresent() ? KernelCall.input(input.getAsInt()) : new Argument.Absent();
    }

    /** Appends the lengths' array and offset. */
    static void addLengths(List<Argument> arguments, OptionalInt input) {
        if (input.isPresent()) {
            arguments.add(KernelCall.input(input.getAsInt()));
        } else {
            arguments.add(new Argument.Named("Kernels", "NO_INTS"));
            arguments.add(new Argument.Whole(0));
        }
    }

    /** Appends rows, steps, units and direction. */
    void addSizes(List<Argument> arguments, Shape sums, int units) {
        arguments.add(KernelCall.size(sums.leading(2).size()));
        arguments.add(KernelCall.size(sums.dim(-2)));
        arguments.add(KernelCall.size(Dim.of(units)));
        arguments.add(KernelCall.flag(reverse));
    }

    /** What a reference does at one step of one row; {@code at} counts all steps of all rows. */
    interface Step {
        void run(int row, int at, boolean valid);
    }

    /** Runs through all steps of all rows: as the recurrence does, or backwards. */
    void forEach(Reference r, Shape sums, OptionalInt lengthsInput, boolean backwards, Step step) {
        int rows = r.size(sums.leading(2).size());
        int steps = r.size(sums.dim(-2));
        for (int row = 0; row < rows; row++) {
            int valid = lengthsInput.isPresent() ? (int) r.input(lengthsInput.getAsInt())[row] : steps;
            for (int s = 0; s < steps; s++) {
                int t = reverse != backwards ? steps - 1 - s : s;
                step.run(row, row * steps + t, t < valid);
            }
        }
    }

    /** {@code sum over k of h[row, k] w[k, column]}. */
    static double product(double[] h, int row, double[] w, int units, int width, int column) {
        double sum = 0;
        for (int k = 0; k < units; k++) {
            sum += h[row * units + k] * w[k * width + column];
        }
        return sum;
    }

    /** {@code sum over k of d[at, k] w[unit, k]}. */
    static double productBack(double[] d, int at, double[] w, int unit, int width) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            sum += d[at * width + k] * w[unit * width + k];
        }
        return sum;
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
