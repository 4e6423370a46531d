package io.lamina.processor.op;

import io.lamina.ActivationFunction;
import java.util.EnumSet;
import java.util.Set;

/** The elementwise functions in double, with their derivatives: what kernels are measured against. */
final class Functions {
    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double GELU_TANH_CUBIC = 0.044715;
    private static final double HALF_ROOT = Math.sqrt(2 / Math.PI);

    private static final Set<ActivationFunction> READ_INPUT = EnumSet.of(
            ActivationFunction.GELU,
            ActivationFunction.GELU_TANH,
            ActivationFunction.SILU,
            ActivationFunction.HARD_SWISH,
            ActivationFunction.SOFTPLUS,
            ActivationFunction.MISH,
            ActivationFunction.LOG,
            ActivationFunction.SQUARE);

    private Functions() {}

    /** Whether the derivative is computed from the function's result; otherwise it needs the argument. */
    static boolean derivativeReadsResult(ActivationFunction function) {
        return !READ_INPUT.contains(function);
    }

    /** Whether {@code a <= b} gives {@code f(a) <= f(b)}, so that the function may change places with a maximum. */
    static boolean isMonotone(ActivationFunction function, double slope) {
        return switch (function) {
            case GELU, GELU_TANH, SILU, HARD_SWISH, MISH, SQUARE, LOG -> false;
            case LEAKY_RELU -> slope >= 0;
            default -> true;
        };
    }

    static double value(ActivationFunction function, double x, double slope) {
        return switch (function) {
            case LINEAR -> x;
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x >= 0 ? x : slope * x;
            case ELU -> x > 0 ? x : Math.expm1(x);
            case SELU -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
            case GELU -> x * normal(x);
            case GELU_TANH -> 0.5 * x * (1 + Math.tanh(HALF_ROOT * (x + GELU_TANH_CUBIC * x * x * x)));
            case SILU -> x * sigmoid(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> sigmoid(x);
            case HARD_SIGMOID -> hardSigmoid(x);
            case HARD_SWISH -> x * hardSigmoid(x);
            case SOFTPLUS -> softplus(x);
            case MISH -> x * Math.tanh(softplus(x));
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case SQUARE -> x * x;
            case SWIGLU, GEGLU -> throw new IllegalArgumentException(function + " reads two tensors");
        };
    }

    /** The derivative at {@code x}. */
    static double derivative(ActivationFunction function, double x, double slope) {
        return switch (function) {
            case LINEAR -> 1;
            case RELU -> x > 0 ? 1 : 0;
            case LEAKY_RELU -> x > 0 ? 1 : slope;
            case ELU -> x > 0 ? 1 : Math.exp(x);
            case SELU -> SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x));
            case GELU -> normal(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            case GELU_TANH -> {
                double t = Math.tanh(HALF_ROOT * (x + GELU_TANH_CUBIC * x * x * x));
                yield 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * HALF_ROOT * (1 + 3 * GELU_TANH_CUBIC * x * x);
            }
            case SILU -> sigmoid(x) * (1 + x * (1 - sigmoid(x)));
            case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
            case SIGMOID -> sigmoid(x) * (1 - sigmoid(x));
            case HARD_SIGMOID -> x > -3 && x < 3 ? 1.0 / 6 : 0;
            case HARD_SWISH -> x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6;
            case SOFTPLUS -> sigmoid(x);
            case MISH -> {
                double t = Math.tanh(softplus(x));
                yield t + x * (1 - t * t) * sigmoid(x);
            }
            case EXP -> Math.exp(x);
            case LOG -> 1 / x;
            case SQUARE -> 2 * x;
            case SWIGLU, GEGLU -> throw new IllegalArgumentException(function + " reads two tensors");
        };
    }

    /** The derivative computed from the result, for the functions that allow it. */
    static double derivativeFromResult(ActivationFunction function, double y, double slope) {
        return switch (function) {
            case LINEAR -> 1;
            case RELU -> y > 0 ? 1 : 0;
            case LEAKY_RELU -> y > 0 ? 1 : slope;
            case ELU -> y > 0 ? 1 : y + 1;
            case SELU -> y > 0 ? SELU_SCALE : y + SELU_SCALE * SELU_ALPHA;
            case TANH -> 1 - y * y;
            case SIGMOID -> y * (1 - y);
            case HARD_SIGMOID -> y > 0 && y < 1 ? 1.0 / 6 : 0;
            case EXP -> y;
            default -> throw new IllegalArgumentException(function + " needs its argument");
        };
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double hardSigmoid(double x) {
        return Math.min(Math.max(x / 6 + 0.5, 0), 1);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** The standard normal distribution function. */
    private static double normal(double x) {
        return 0.5 * (1 + erf(x / Math.sqrt(2)));
    }

    /**
     * The error function: its Taylor series near zero, and the continued fraction of its complement further out
     * (Abramowitz and Stegun, 7.1.6 and 7.1.14).
     */
    private static double erf(double x) {
        double z = Math.abs(x);
        double result;
        if (z < 2.5) {
            double term = z;
            double sum = z;
            for (int n = 1; n < 100; n++) {
                term *= 2 * z * z / (2 * n + 1);
                sum += term;
            }
            result = 2 / Math.sqrt(Math.PI) * Math.exp(-z * z) * sum;
        } else {
            double fraction = 0;
            for (int n = 100; n >= 1; n--) {
                fraction = n / 2.0 / (z + fraction);
            }
            result = 1 - Math.exp(-z * z) / Math.sqrt(Math.PI) / (z + fraction);
        }
        return Math.copySign(result, x);
    }
}
