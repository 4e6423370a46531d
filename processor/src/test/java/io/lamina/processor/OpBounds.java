package io.lamina.processor;

import io.lamina.ActivationFunction;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.op.AbsoluteLoss;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.AddPositions;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.AvgPool2d;
import io.lamina.processor.op.BatchNorm;
import io.lamina.processor.op.BatchNormGradient;
import io.lamina.processor.op.BatchedProduct;
import io.lamina.processor.op.BinaryCrossEntropy;
import io.lamina.processor.op.Concat;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.Copy;
import io.lamina.processor.op.CrossEntropy;
import io.lamina.processor.op.Dense;
import io.lamina.processor.op.Dropout;
import io.lamina.processor.op.Embedding;
import io.lamina.processor.op.Extremum;
import io.lamina.processor.op.Fill;
import io.lamina.processor.op.KlDivergence;
import io.lamina.processor.op.MaxPool2d;
import io.lamina.processor.op.MeanSquaredError;
import io.lamina.processor.op.Middle;
import io.lamina.processor.op.Normalize;
import io.lamina.processor.op.PooledConv2dWeights;
import io.lamina.processor.op.Resample;
import io.lamina.processor.op.Slice;
import io.lamina.processor.op.Softmax;
import io.lamina.processor.op.Spatial;
import io.lamina.processor.op.Timesteps;
import io.lamina.processor.op.Transpose;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * How far a kernel's result may be from its reference on the same inputs, for each primitive, element by element, in units
 * {@code u = 2^-24}, half the distance of floats at 1.
 *
 * <p>Standard error analysis (Higham, <i>Accuracy and Stability of Numerical Algorithms</i>, ch. 3): one operation is wrong by
 * {@code u} times its result, and a sum of n products, in whatever order and with or without fused operations, by {@code gamma(n)
 * * sum |a_i b_i|} with {@code gamma(n) = n u / (1 - n u)}. The scale is that of the terms, not of the result: a sum whose terms
 * cancel is as wrong as its terms. Below, "terms" is that sum of magnitudes.
 *
 * <table>
 *   <caption>Bounds</caption>
 *   <tr><td>copies, places of maxima, counters</td><td>0</td></tr>
 *   <tr><td>add, subtract, multiply, scale</td><td>u |y|</td></tr>
 *   <tr><td>dropout, mean squared error, a norm's scale</td><td>4 u |y|</td></tr>
 *   <tr><td>sums, means, average pools, mixes of n</td><td>gamma(n + 3) terms</td></tr>
 *   <tr><td>dense, conv2d and their gradients, n products</td><td>gamma(n + 2) terms</td></tr>
 *   <tr><td>… with a function f behind them</td><td>what f makes of that, and f's own</td></tr>
 *   <tr><td>… of 3 x 3 windows, where Winograd's algorithm computes them</td><td>{@link WinogradBounds}: gamma(n + 32) of the transforms' terms</td></tr>
 *   <tr><td>functions</td><td>{@link #function}</td></tr>
 *   <tr><td>softmax of c logits that spread over R</td><td>(2 R + c + 20) u p: exp's argument is rounded</td></tr>
 *   <tr><td>losses: sums in double of such terms</td><td>the terms' bounds, and 2 u |loss|</td></tr>
 *   <tr><td>recurrences</td><td>{@link RecurrentBounds}: step by step</td></tr>
 *   <tr><td>batch norm of n places</td><td>{@link NormBounds}: gamma(n + 16) times what is subtracted</td></tr>
 *   <tr><td>layer, RMS and group norm</td><td>{@link RowNormBounds}: likewise</td></tr>
 *   <tr><td>attention, rotary positions</td><td>{@link AttendBounds}</td></tr>
 * </table>
 */
final class OpBounds {
    private static final double U = 0x1p-24;

    private final NodeRun run;

    private OpBounds(NodeRun run) {
        this.run = run;
    }

    /** The bound for each element of result {@code k}; of an effect, of the input that is overwritten. */
    static double[] of(NodeRun run, double[][] inputs, int k) {
        OpBounds bounds = new OpBounds(run);
        Primitive op = run.op();
        if (op instanceof Primitive.Effect) {
            return op instanceof BatchNorm.CountBatch
                    ? each(inputs[0], i -> 0)
                    : each(inputs[0], i -> 4 * U * (Math.abs(inputs[0][i]) + Math.abs(inputs[1][i])));
        }
        double[] y = run.result(k);
        if (op instanceof Concat
                || op instanceof Concat.Slice
                || op instanceof Copy
                || op instanceof Embedding
                || op instanceof Slice
                || op instanceof Slice.Gradient
                || op instanceof Extremum
                || op instanceof Extremum.Gradient
                || op instanceof Fill
                || op instanceof MaxPool2d
                || op instanceof Transpose) {
            return new double[y.length];
        }
        if (op instanceof Arithmetic.Scale || op instanceof AddPositions) {
            return relative(1, y);
        }
        if (op instanceof AddPositions.Sinusoidal) {
            return each(y, i -> 2 * U * (Math.abs(y[i]) + 1));
        }
        if (op instanceof Timesteps) {
            return each(y, i -> 2 * U * Math.abs(y[i]) + 1e-12);
        }
        if (op instanceof Timesteps.Gradient gradient) {
            return timesteps(run, gradient.op());
        }
        if (op instanceof Normalize.Scale
                || op instanceof Dropout
                || op instanceof MeanSquaredError
                || op instanceof MeanSquaredError.Gradient
                || op instanceof AbsoluteLoss
                || op instanceof AbsoluteLoss.Gradient) {
            return relative(4, y);
        }
        return bounds.sums(op, k)
                .or(() -> bounds.functions(op))
                .or(() -> bounds.norms(op, k))
                .or(() -> RowNormBounds.of(run, U, op, k))
                .or(() -> AttendBounds.of(run, U, op, k))
                .or(() -> bounds.losses(op, k))
                .or(() -> RecurrentBounds.of(run, k))
                .orElseThrow(() -> new AssertionError("no bound is stated for " + op));
    }

    /** The waves are rounded already; products are summed in double and rounded once. */
    private static double[] timesteps(NodeRun run, Timesteps op) {
        int width = 2 * op.half();
        double[] dy = run.input(0);
        return each(run.result(0), i -> {
            double terms = 0;
            for (int column = 0; column < width; column++) {
                terms += Math.abs(dy[i * width + column]);
            }
            return 2 * U * terms;
        });
    }

    private Optional<double[]> sums(Primitive op, int k) {
        if (op instanceof Arithmetic pair) {
            NodeRun linear = run.as(new Arithmetic(pair.kind()));
            return Optional.of(behind(pair.function(), linear, relative(1, linear.result(0))));
        }
        if (op instanceof Dense dense) {
            NodeRun linear = run.as(new Dense(dense.bias(), Activate.LINEAR));
            return Optional.of(behind(dense.function(), linear, products(linear, size(1, -2) + 2)));
        }
        if (op instanceof Conv2d conv) {
            NodeRun linear =
                    run.as(new Conv2d(conv.window(), conv.groups(), conv.bias(), Activate.LINEAR, conv.pool()));
            return Optional.of(
                    k == 1
                            ? new double[run.result(1).length]
                            : behind(
                                    conv.function(),
                                    linear,
                                    WinogradBounds.of(linear, U).orElseGet(() -> products(linear, products(conv)))));
        }
        boolean isWeightGradient = op instanceof Conv2d.BackwardWeights || op instanceof PooledConv2dWeights;
        if (isWeightGradient && k == 1) {
            // The parts of the sum, which only the kernels read.
            return Optional.of(each(run.result(1), i -> Double.POSITIVE_INFINITY));
        }
        if (op instanceof Conv2d.BackwardInput || op instanceof Conv2d.BackwardWeights) {
            Optional<double[]> transformed = WinogradBounds.of(run, U);
            if (transformed.isPresent()) {
                return transformed;
            }
        }
        if (op instanceof Dense.BackwardInput product && !product.function().isLinear()) {
            return Optional.of(productInFrontOfSlope(product.function()));
        }
        int terms;
        if (op instanceof Dense.BackwardInput) {
            terms = size(1, -1);
        } else if (op instanceof Dense.BackwardWeights) {
            terms = run.input(0).length / size(0, -1);
        } else if (op instanceof Conv2d.BackwardInput conv) {
            terms = taps(conv.window()) * size(1, -1) / conv.groups();
        } else if (isWeightGradient) {
            terms = run.input(1).length / size(1, -1);
        } else if (op instanceof AvgPool2d pool) {
            terms = taps(pool.window());
        } else if (op instanceof AvgPool2d.Gradient pool) {
            terms = taps(pool.pool().window());
        } else if (op instanceof MaxPool2d.Gradient pool) {
            terms = taps(pool.window());
        } else if (op instanceof Resample resample) {
            terms = resample.terms();
        } else if (op instanceof BatchedProduct product) {
            terms = size(0, product.transposeA() ? -2 : -1);
        } else if (op instanceof Embedding.TableGradient || op instanceof AddPositions.TableGradient) {
            terms = run.input(0).length / size(0, -1);
        } else if (op instanceof Middle || op instanceof Arithmetic.SumRows) {
            terms = Math.max(1, run.input(0).length / run.result(0).length);
        } else {
            return Optional.empty();
        }
        return Optional.of(relative(terms + 3, run.ofMagnitudes().result(0)));
    }

    private int products(Conv2d conv) {
        return taps(conv.window()) * size(1, -2) + 2;
    }

    private static int taps(Spatial window) {
        return window.kernelHeight() * window.kernelWidth();
    }

    private int size(int input, int axis) {
        return run.size(run.inputType(input).shape().dim(axis));
    }

    /** A sum that is wrong by its bound, and a function of it. */
    private static double[] behind(Activate f, NodeRun linear, double[] error) {
        double[] x = linear.result(0);
        return each(x, i -> {
            double y = f.apply(x[i]);
            double above = Math.abs(f.apply(x[i] + error[i]) - y);
            double below = Math.abs(f.apply(x[i] - error[i]) - y);
            return Math.max(above, below) + function(f, x[i]);
        });
    }

    /** A gradient that is wrong by a product's bound, times a function's slope. */
    private double[] productInFrontOfSlope(Activate f) {
        NodeRun linear = run.as(Dense.BackwardInput.PRODUCT);
        double[] error = products(linear, size(1, -1) + 3);
        double[] dy = linear.result(0);
        double[] v = run.input(2);
        double[] dx = run.result(0);
        return each(dx, i -> {
            double most = Math.abs(dy[i]) + error[i];
            return Math.abs(f.derivative(v[i])) * error[i] + slope(f.function(), most, v[i], dx[i]);
        });
    }

    private static double[] products(NodeRun linear, int roundings) {
        return relative(roundings, linear.ofMagnitudes().result(0));
    }

    /** What a pooled product may lack of the true maximum where another place was found. */
    static double[] ofProduct(NodeRun run, Conv2d conv) {
        NodeRun product = run.as(Conv2d.product(conv.window(), conv.groups()));
        if (WinogradBounds.apply(run)) {
            return WinogradBounds.of(product, U).orElseThrow();
        }
        return relative(new OpBounds(run).products(conv), product.ofMagnitudes().result(0));
    }

    /**
     * A function's own error: {@code 8 u |y|} for the elementary ones (PlainMath states 4e-7), {@code 16 u (|y| + |x|)} for x
     * times something between 0 and 1 that is good to some u, {@code 4 u (|x| + 1)} for what is linear and then cut off.
     */
    private static double function(Activate f, double x) {
        double y = Math.abs(f.apply(x));
        return switch (f.function()) {
            case LINEAR, RELU -> 0;
            case LEAKY_RELU, SQUARE -> U * y;
            case ELU, SELU, TANH, SIGMOID, SOFTPLUS, EXP, LOG -> 8 * U * y;
            case HARD_SIGMOID -> 4 * U * (Math.abs(x) + 1);
            case GELU, GELU_TANH, SILU, HARD_SWISH, MISH -> 16 * U * (y + Math.abs(x));
            case SWIGLU, GEGLU -> throw new AssertionError("no function of one tensor: " + f);
        };
    }

    private Optional<double[]> functions(Primitive op) {
        if (op instanceof Activate f) {
            return Optional.of(each(run.input(0), i -> function(f, run.input(0)[i])));
        }
        if (op instanceof Activate.Gradient f) {
            double[] dy = run.input(0);
            double[] v = run.input(1);
            double[] dx = run.result(0);
            return Optional.of(each(dx, i -> slope(f.function(), dy[i], v[i], dx[i])));
        }
        if (op instanceof Softmax) {
            return Optional.of(softmax(run.result(0)));
        }
        if (op instanceof Softmax.Gradient) {
            int c = size(0, -1);
            double[] dy = run.input(0);
            double[] y = run.input(1);
            return Optional.of(each(dy, i -> {
                double terms = Math.abs(dy[i]);
                for (int j = i / c * c; j < i / c * c + c; j++) {
                    terms += Math.abs(dy[j] * y[j]);
                }
                return (c + 4) * U * Math.abs(y[i]) * terms;
            }));
        }
        return Optional.empty();
    }

    /** A function's gradient {@code dx}, by what its derivative is computed from, {@code v}. */
    static double slope(ActivationFunction f, double dy, double v, double dx) {
        return switch (f) {
            case LINEAR, RELU, LEAKY_RELU, EXP, LOG, SQUARE -> 4 * U * Math.abs(dx);
            // Slopes are sums: of 1 and v in the second power, and of x in the third in GELU_TANH's.
            default -> 16 * U * (Math.abs(dx) + Math.abs(dy) * (1 + Math.abs(v * v * v)));
        };
    }

    private double[] softmax(double[] p) {
        return each(p, i -> logarithm(i / size(0, -1)) * p[i]);
    }

    /** The relative error of a row's probabilities, which is the error of their logarithms. */
    private double logarithm(int row) {
        int c = size(0, -1);
        double[] logits = Arrays.copyOfRange(run.input(0), row * c, row * c + c);
        double spread = Arrays.stream(logits).max().orElse(0)
                - Arrays.stream(logits).min().orElse(0);
        return (2 * spread + c + 20) * U;
    }

    private Optional<double[]> norms(Primitive op, int k) {
        if (op instanceof Normalize norm && !norm.function().isLinear()) {
            NodeRun linear = run.as(new Normalize(norm.epsilon(), norm.residual(), Activate.LINEAR));
            return Optional.of(behind(norm.function(), linear, new NormBounds(linear, U).of(linear.op(), k)));
        }
        return op instanceof Normalize
                        || op instanceof BatchNorm
                        || op instanceof BatchNorm.Statistics
                        || op instanceof BatchNormGradient
                        || op instanceof BatchNormGradient.OfRelu
                ? Optional.of(new NormBounds(run, U).of(op, k))
                : Optional.empty();
    }

    private Optional<double[]> losses(Primitive op, int k) {
        double[] y = k < 3 && !(op instanceof CrossEntropy && k == 2) ? run.result(k) : new double[0];
        if (op instanceof CrossEntropy loss) {
            int rows = run.input(1).length;
            double share = loss.mean() ? 1.0 / Math.max(1, counted(loss, run.input(1))) : 1;
            double rowsError = 0;
            for (int row = 0; row < rows; row++) {
                rowsError += logarithm(row) * loss.weight() * share;
            }
            double error = rowsError;
            return Optional.of(
                    k == 2
                            ? softmax(run.result(2))
                            : k == 1 ? relative(2, y) : each(y, i -> error + 2 * U * Math.abs(y[i])));
        }
        if (op instanceof CrossEntropy.Gradient gradient) {
            CrossEntropy loss = gradient.loss();
            double share = loss.mean() ? 1.0 / Math.max(1, counted(loss, run.input(1))) : 1;
            double factor = Math.abs(loss.weight() * share * run.input(2)[0]);
            return Optional.of(each(y, i -> 6 * U * factor * (Math.abs(run.input(0)[i]) + 1)));
        }
        if (op instanceof KlDivergence loss) {
            return Optional.of(divergence(loss, k, y));
        }
        if (op instanceof KlDivergence.Gradient gradient) {
            double factor = divergenceFactor(gradient.loss()) * Math.abs(run.input(2)[0]);
            return Optional.of(each(y, i -> 4 * U * factor * (run.input(0)[i] + run.input(1)[i])));
        }
        if (op instanceof KlDivergence.TargetGradient gradient) {
            KlDivergence loss = gradient.loss();
            double spread = (most(run.input(2)) + most(run.input(3))) / loss.temperature() + size(0, -1) + 20;
            double factor = divergenceFactor(loss) * Math.abs(run.input(4)[0]);
            return Optional.of(each(y, i -> 4 * U * factor * run.input(1)[i] * spread * (spread + 1)));
        }
        if (op instanceof BinaryCrossEntropy loss) {
            double[] x = run.input(0);
            double share = loss.weight() * (loss.mean() ? 1.0 / x.length : 1);
            double terms = 0;
            for (int i = 0; i < x.length; i++) {
                terms += share * (Math.max(x[i], 0) + Math.abs(x[i] * run.input(1)[i]) + 1);
            }
            double error = 8 * U * terms;
            return Optional.of(each(y, i -> k == 1 ? 2 * U : error));
        }
        if (op instanceof BinaryCrossEntropy.Gradient gradient) {
            double share = gradient.loss().weight() * (gradient.loss().mean() ? 1.0 / y.length : 1);
            double factor = Math.abs(share * run.input(2)[0]);
            return Optional.of(each(y, i -> 16 * U * factor * (1 + Math.abs(run.input(1)[i]))));
        }
        return Optional.empty();
    }

    /** Probabilities as far off as logits spread; the divergence is a mean of differences of their logarithms. */
    private double[] divergence(KlDivergence loss, int k, double[] y) {
        double spread = (most(run.input(0)) + most(run.input(1))) / loss.temperature() + size(0, -1) + 20;
        int rows = run.input(0).length / size(0, -1);
        double terms = divergenceFactor(loss) * loss.temperature() * rows * spread;
        return each(y, i -> 4 * U * spread * (k == 0 ? terms : y[i]));
    }

    private double divergenceFactor(KlDivergence loss) {
        double rows = run.input(0).length / (double) size(0, -1);
        return loss.weight() * loss.temperature() * (loss.mean() ? 1 / rows : 1);
    }

    private static double most(double[] x) {
        return Arrays.stream(x).map(Math::abs).max().orElse(0);
    }

    private static long counted(CrossEntropy loss, double[] labels) {
        return Arrays.stream(labels).filter(label -> label != loss.ignored()).count();
    }

    private static double[] relative(int roundings, double[] scale) {
        double gamma = roundings * U / (1 - roundings * U);
        return each(scale, i -> gamma * Math.abs(scale[i]));
    }

    private static double[] each(double[] like, IntToDoubleFunction bound) {
        double[] bounds = new double[like.length];
        Arrays.setAll(bounds, bound);
        return bounds;
    }
}
