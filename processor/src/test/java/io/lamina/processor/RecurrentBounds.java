package io.lamina.processor;

import io.lamina.ActivationFunction;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.op.Gru;
import io.lamina.processor.op.Lstm;
import io.lamina.processor.op.RecurrentOptions;
import io.lamina.processor.op.Rnn;
import io.lamina.processor.shape.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far a recurrence's results may be from its reference: an error of one step goes into the next, so the bound is computed
 * along with the recurrence, number by number ({@link Bounded}).
 */
final class RecurrentBounds {
    private final NodeRun run;
    private final int units;
    private final int rows;
    private final int steps;
    private final int width;

    private RecurrentBounds(NodeRun run, int gates) {
        Shape sums = run.inputType(0).shape();
        this.run = run;
        this.width = sums.dim(-1).asInt();
        this.units = width / gates;
        this.rows = run.size(sums.leading(2).size());
        this.steps = run.size(sums.dim(-2));
    }

    static Optional<double[]> of(NodeRun run, int k) {
        Primitive op = run.op();
        Bounded[][] results;
        if (op instanceof Rnn rnn) {
            results = new RecurrentBounds(run, 1).rnn(rnn);
        } else if (op instanceof Rnn.Gradient rnn) {
            results = new RecurrentBounds(run, 1).rnnGradient(rnn);
        } else if (op instanceof Lstm lstm) {
            results = new RecurrentBounds(run, 4).lstm(lstm);
        } else if (op instanceof Lstm.Gradient lstm) {
            results = new RecurrentBounds(run, 4).lstmGradient(lstm);
        } else if (op instanceof Gru gru) {
            results = new RecurrentBounds(run, 3).gru(gru);
        } else if (op instanceof Gru.Gradient gru) {
            results = new RecurrentBounds(run, 3).gruGradient(gru);
        } else {
            return Optional.empty();
        }
        return Optional.of(Bounded.errors(results[k]));
    }

    private interface Step {
        void run(int row, int at);
    }

    /** All valid steps; lengths are the last input. */
    private void forEach(RecurrentOptions options, boolean backwards, Step step) {
        double[] lengths = options.lengths() ? run.input(run.inputs() - 1) : new double[0];
        for (int row = 0; row < rows; row++) {
            for (int s = 0; s < steps; s++) {
                int t = options.reverse() != backwards ? steps - 1 - s : s;
                if (lengths.length == 0 || t < lengths[row]) {
                    step.run(row, row * steps + t);
                }
            }
        }
    }

    private Bounded[] sequence(int size) {
        return new Bounded[rows * steps * size];
    }

    private Bounded[] state(boolean given, int input) {
        Bounded[] zeros = new Bounded[rows * units];
        Arrays.fill(zeros, Bounded.ZERO);
        return given ? Bounded.exact(run.input(input)) : zeros;
    }

    private Bounded input(int i, int index) {
        return Bounded.exact(run.input(i)[index]);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The slope of the sigmoid, or of tanh, from its value. */
    private static Bounded sigmoidSlope(Bounded y) {
        return y.times(y.complement());
    }

    private static Bounded tanhSlope(Bounded y) {
        return y.times(y).complement();
    }

    private Bounded[][] rnn(Rnn op) {
        Bounded[] y = sequence(units);
        Bounded[] before = sequence(units);
        Bounded[] h = state(op.options().state(), 2);
        Bounded[] w = Bounded.exact(run.input(1));
        Bounded[] states = h.clone();
        forEach(op.options(), false, (row, at) -> {
            System.arraycopy(states, row * units, before, at * units, units);
            for (int j = 0; j < units; j++) {
                Bounded sum = Bounded.sum(input(0, at * units + j), states, row * units, w, j, units, units);
                y[at * units + j] = sum.through(op.function()::apply);
            }
            System.arraycopy(y, at * units, states, row * units, units);
        });
        fillPadding(op.options(), states, before);
        return new Bounded[][] {y, states, y, before};
    }

    /** Past a row's length the state before a step is the final one, or the initial one where the last step comes first. */
    private void fillPadding(RecurrentOptions options, Bounded[] last, Bounded[] before) {
        for (int i = 0; i < before.length; i++) {
            if (before[i] == null) {
                int row = i / units / steps;
                before[i] = options.reverse() ? Bounded.ZERO : last[row * units + i % units];
            }
        }
    }

    private Bounded[][] rnnGradient(Rnn.Gradient op) {
        Bounded[] dx = sequence(units);
        Bounded[] dh = state(op.dState(), op.dy() ? 3 : 2);
        Bounded[] w = Bounded.exact(run.input(1));
        boolean relu = op.function().function() == ActivationFunction.RELU;
        forEach(op.options(), true, (row, at) -> {
            for (int j = 0; j < units; j++) {
                Bounded d = dh[row * units + j].plus(op.dy() ? input(2, at * units + j) : Bounded.ZERO);
                Bounded y = input(0, at * units + j);
                dx[at * units + j] = d.times(relu ? Bounded.exact(y.value() > 0 ? 1 : 0) : tanhSlope(y));
            }
            back(dh, row, dx, at, w, Bounded.ZERO);
        });
        return new Bounded[][] {dx, dh};
    }

    /** The gradient by the state before a step: a product with the transposed weights. */
    private void back(Bounded[] dh, int row, Bounded[] d, int at, Bounded[] w, Bounded... start) {
        for (int j = 0; j < units; j++) {
            Bounded from = start[j % start.length];
            dh[row * units + j] = Bounded.sum(from, d, at * width, w, j * width, 1, width);
        }
    }

    private Bounded[][] lstm(Lstm op) {
        Bounded[] y = sequence(units);
        Bounded[] gates = sequence(width);
        Bounded[] states = sequence(units);
        Bounded[] cells = sequence(units);
        Bounded[] h = state(op.options().state(), 2);
        Bounded[] c = state(op.options().cell(), op.options().state() ? 3 : 2);
        Bounded[] w = Bounded.exact(run.input(1));
        forEach(op.options(), false, (row, at) -> {
            System.arraycopy(h, row * units, states, at * units, units);
            System.arraycopy(c, row * units, cells, at * units, units);
            for (int k = 0; k < width; k++) {
                Bounded sum = Bounded.sum(input(0, at * width + k), h, row * units, w, k, width, units);
                gates[at * width + k] = sum.through(k / units == 2 ? Math::tanh : RecurrentBounds::sigmoid);
            }
            for (int j = 0; j < units; j++) {
                int g = at * width + j;
                int unit = row * units + j;
                c[unit] = gates[g + units].times(c[unit]).plus(gates[g].times(gates[g + 2 * units]));
                h[unit] = gates[g + 3 * units].times(c[unit].through(Math::tanh));
                y[at * units + j] = h[unit];
            }
        });
        fillPadding(op.options(), h, states);
        fillPadding(op.options(), c, cells);
        return new Bounded[][] {y, h, c, gates, states, cells};
    }

    private Bounded[][] lstmGradient(Lstm.Gradient op) {
        Bounded[] dx = sequence(width);
        Bounded[] dh = state(op.dState(), op.dy() ? 4 : 3);
        Bounded[] dc = state(op.dCell(), 3 + (op.dy() ? 1 : 0) + (op.dState() ? 1 : 0));
        Bounded[] w = Bounded.exact(run.input(2));
        forEach(op.options(), true, (row, at) -> {
            for (int j = 0; j < units; j++) {
                int g = at * width + j;
                int unit = row * units + j;
                Bounded in = input(0, g);
                Bounded forget = input(0, g + units);
                Bounded candidate = input(0, g + 2 * units);
                Bounded out = input(0, g + 3 * units);
                Bounded before = input(1, at * units + j);
                Bounded tanh = forget.times(before).plus(in.times(candidate)).through(Math::tanh);
                Bounded d = dh[unit].plus(op.dy() ? input(3, at * units + j) : Bounded.ZERO);
                Bounded cell = dc[unit].plus(d.times(out).times(tanhSlope(tanh)));
                dx[g] = cell.times(candidate).times(sigmoidSlope(in));
                dx[g + units] = cell.times(before).times(sigmoidSlope(forget));
                dx[g + 2 * units] = cell.times(in).times(tanhSlope(candidate));
                dx[g + 3 * units] = d.times(tanh).times(sigmoidSlope(out));
                dc[unit] = cell.times(forget);
            }
            back(dh, row, dx, at, w, Bounded.ZERO);
        });
        return new Bounded[][] {dx, dh, dc};
    }

    private Bounded[][] gru(Gru op) {
        Bounded[] y = sequence(units);
        Bounded[] gates = sequence(width);
        Bounded[] states = sequence(units);
        Bounded[] h = state(op.options().state(), 3);
        Bounded[] w = Bounded.exact(run.input(1));
        forEach(op.options(), false, (row, at) -> {
            System.arraycopy(h, row * units, states, at * units, units);
            Bounded[] recurrent = recurrent(h, row, w);
            for (int j = 0; j < units; j++) {
                int g = at * width + j;
                Bounded first = input(0, g).plus(recurrent[j]).through(RecurrentBounds::sigmoid);
                Bounded second = input(0, g + units).plus(recurrent[units + j]).through(RecurrentBounds::sigmoid);
                Bounded update = op.updateFirst() ? first : second;
                Bounded reset = op.updateFirst() ? second : first;
                Bounded candidate = input(0, g + 2 * units)
                        .plus(reset.times(recurrent[2 * units + j]))
                        .through(Math::tanh);
                gates[g] = first;
                gates[g + units] = second;
                gates[g + 2 * units] = candidate;
                y[at * units + j] = update.complement().times(candidate).plus(update.times(h[row * units + j]));
            }
            System.arraycopy(y, at * units, h, row * units, units);
        });
        fillPadding(op.options(), h, states);
        Bounded[] products = sequence(units);
        for (int at = 0; at < rows * steps; at++) {
            System.arraycopy(recurrent(states, at, w), 2 * units, products, at * units, units);
        }
        Bounded[] last = new Bounded[rows * units];
        for (int row = 0; row < rows; row++) {
            int at = row * steps + (op.options().reverse() ? 0 : steps - 1);
            System.arraycopy(products, at * units, last, row * units, units);
        }
        return new Bounded[][] {y, h, gates, last, states, products};
    }

    private Bounded[] recurrent(Bounded[] h, int row, Bounded[] w) {
        Bounded[] sums = new Bounded[width];
        for (int k = 0; k < width; k++) {
            sums[k] = Bounded.sum(input(2, k), h, row * units, w, k, width, units);
        }
        return sums;
    }

    private Bounded[][] gruGradient(Gru.Gradient op) {
        Bounded[] dx = sequence(width);
        Bounded[] dr = sequence(width);
        Bounded[] dh = state(op.dState(), op.dy() ? 5 : 4);
        Bounded[] w = Bounded.exact(run.input(3));
        int resetAt = op.updateFirst() ? units : 0;
        forEach(op.options(), true, (row, at) -> {
            Bounded[] kept = new Bounded[units];
            for (int j = 0; j < units; j++) {
                int g = at * width + j;
                Bounded reset = input(0, g + resetAt);
                Bounded update = input(0, g + units - resetAt);
                Bounded candidate = input(0, g + 2 * units);
                Bounded d = dh[row * units + j].plus(op.dy() ? input(4, at * units + j) : Bounded.ZERO);
                Bounded dCandidate = d.times(update.complement()).times(tanhSlope(candidate));
                dx[g + resetAt] = dCandidate.times(input(2, at * units + j)).times(sigmoidSlope(reset));
                dx[g + units - resetAt] =
                        d.times(input(1, at * units + j).minus(candidate)).times(sigmoidSlope(update));
                dx[g + 2 * units] = dCandidate;
                dr[g] = dx[g];
                dr[g + units] = dx[g + units];
                dr[g + 2 * units] = dCandidate.times(reset);
                kept[j] = d.times(update);
            }
            back(dh, row, dr, at, w, kept);
        });
        return new Bounded[][] {dx, dh, dr};
    }
}
