package io.lamina.processor;

import io.lamina.processor.ir.Primitive;
import io.lamina.processor.op.Attend;
import io.lamina.processor.op.AttendGradient;
import io.lamina.processor.op.AttendReference;
import io.lamina.processor.op.Rotate;
import java.util.Optional;

/**
 * {@link OpBounds} of attention. A score is wrong by {@code gamma(size + 4)} times its terms, and then rounded twice. A probability's relative
 * error is that of its exponent, {@code e}, and of {@code exp}, whose argument spreads over R: {@code e + (2 R + 20) u}; the softmax has it twice,
 * and its sum of s terms. Weighted values add {@code gamma(s + 8)} of their terms. In the gradient, {@code p (dp - delta)} is a difference: its
 * error is that of p, and of the two sums, times their magnitudes.
 */
final class AttendBounds {
    private final NodeRun run;
    private final double u;
    private final Attend op;
    private final AttendReference a;

    private AttendBounds(NodeRun run, double u, Attend op) {
        this.run = run;
        this.u = u;
        this.op = op;
        this.a = new AttendReference(op, run);
    }

    static Optional<double[]> of(NodeRun run, double u, Primitive op, int k) {
        if (op instanceof Attend attend) {
            return Optional.of(new AttendBounds(run, u, attend).forward(k));
        }
        if (op instanceof AttendGradient gradient) {
            return Optional.of(new AttendBounds(run, u, gradient.op()).backward(gradient, k));
        }
        if (op instanceof Rotate rotate) {
            return Optional.of(rotated(run, u, rotate));
        }
        return Optional.empty();
    }

    /** Two products with a rounded cosine and sine, and their sum. */
    private static double[] rotated(NodeRun run, double u, Rotate op) {
        double[] x = run.input(0);
        double[] bounds = new double[x.length];
        int width = run.size(run.inputType(0).shape().dim(-1));
        for (int i = 0; i < x.length; i++) {
            int column = i % width;
            int head = i - column % op.size();
            double largest = 0;
            for (int c = head; column < op.turned() && c < head + op.size(); c++) {
                largest = Math.max(largest, Math.abs(x[c]));
            }
            bounds[i] = 8 * u * largest;
        }
        return bounds;
    }

    private double gamma(int n) {
        return n * u / (1 - n * u);
    }

    /** How wrong a score is, before it is rounded by exp. */
    private double score(int b, int h, int i, int j) {
        double terms = op.scale() * a.product(b, h, i, j, true);
        return gamma(op.heads().size() + 4) * terms + 4 * u * (terms + Math.abs(a.bias(b, i, j)));
    }

    /** The largest error of a row's scores, and of exp for their spread. */
    private double exponent(int b, int h, int i) {
        double error = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < a.s; j++) {
            double score = a.score(b, h, i, j);
            if (score > Double.NEGATIVE_INFINITY) {
                error = Math.max(error, score(b, h, i, j));
                least = Math.min(least, score);
                most = Math.max(most, score);
            }
        }
        double spread = most > Double.NEGATIVE_INFINITY ? most - least : 0;
        return error + (2 * spread + 20) * u;
    }

    private double[] forward(int k) {
        double[] bounds = new double[run.result(k).length];
        for (int b = 0; b < a.samples; b++) {
            for (int h = 0; h < op.heads().heads(); h++) {
                for (int i = 0; i < a.t; i++) {
                    forwardRow(bounds, k, b, h, i);
                }
            }
        }
        return bounds;
    }

    private void forwardRow(double[] bounds, int k, int b, int h, int i) {
        int row = a.row(b, h, i);
        double error = exponent(b, h, i);
        double lse = Math.abs(run.result(1)[row]);
        double relative = 2 * error + gamma(a.s + 20) + 4 * u * lse;
        if (k == 1) {
            bounds[row] = error + gamma(a.s + 20) + 4 * u * lse;
            return;
        }
        for (int j = 0; j < a.s; j++) {
            double p = run.result(2)[row * a.s + j];
            if (k == 2) {
                bounds[row * a.s + j] = relative * p;
                continue;
            }
            double weight = p * a.kept(b, h, i, j);
            for (int c = 0; c < op.heads().valueSize(); c++) {
                bounds[a.resultAt(b, i, h) + c] +=
                        (relative + gamma(a.s + 8)) * weight * Math.abs(a.values()[a.valueAt(b, j, h) + c]);
            }
        }
    }

    private double[] backward(AttendGradient gradient, int k) {
        double[] bounds = new double[run.result(k).length];
        for (int b = 0; b < a.samples; b++) {
            for (int h = 0; h < op.heads().heads(); h++) {
                for (int i = 0; i < a.t; i++) {
                    backwardRow(bounds, gradient, k, b, h, i);
                }
            }
        }
        return bounds;
    }

    private void backwardRow(double[] bounds, AttendGradient gradient, int k, int b, int h, int i) {
        int out = run.inputs() - (gradient.ofWeights() ? 5 : 3);
        double[] dy = run.input(out + 2);
        int row = a.row(b, h, i);
        int result = a.resultAt(b, i, h);
        double lse = run.input(out + 1)[row];
        double delta = 0;
        for (int c = 0; c < op.heads().valueSize(); c++) {
            delta += Math.abs(dy[result + c] * run.input(out)[result + c]);
        }
        for (int j = 0; gradient.ofWeights() && j < a.s; j++) {
            delta += Math.abs(run.input(out + 3)[row * a.s + j] * run.input(out + 4)[row * a.s + j]);
        }
        for (int j = 0; j < a.s; j++) {
            double score = a.score(b, h, i, j);
            if (score == Double.NEGATIVE_INFINITY) {
                continue;
            }
            double p = Math.exp(score - lse);
            double relative = score(b, h, i, j) + (4 * (Math.abs(score) + Math.abs(lse)) + 20) * u;
            double kept = a.kept(b, h, i, j);
            double dp = kept * a.withValue(dy, b, h, i, j, true)
                    + (gradient.ofWeights() ? Math.abs(run.input(out + 4)[row * a.s + j]) : 0);
            // One bound for all sums behind it: over queries of a group of heads, or over keys.
            double sums = gamma(op.heads().valueSize() + a.s + a.t * op.heads().heads() + 16);
            double ds = p * (relative + sums) * (dp + delta);
            int input = op.packing().value();
            for (int c = 0; k == input && c < op.heads().valueSize(); c++) {
                bounds[a.valueAt(b, j, h) + c] += p * kept * (relative + sums) * Math.abs(dy[result + c]);
            }
            if (op.visible().mask().isBias() && k == run.results() - 1) {
                bounds[a.maskAt(b, i, j)] += ds;
                continue;
            }
            for (int c = 0; c < op.heads().size(); c++) {
                int q = a.queryAt(b, i, h) + c;
                int key = a.keyAt(b, j, h) + c;
                if (k == 0) {
                    bounds[q] += op.scale() * ds * Math.abs(a.keys()[key]);
                }
                if (k == op.packing().key()) {
                    bounds[key] += op.scale() * ds * Math.abs(a.queries()[q]);
                }
            }
        }
    }
}
