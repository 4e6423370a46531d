package io.lamina.runtime.kernels;

/** The functions of {@link Activations} in double precision, to some 1e-13 of their values even where those are tiny. */
final class ExactFunctions {
    private static final double GELU_SLOPE = Math.sqrt(2 / Math.PI);
    private static final double GELU_CUBIC = 0.044715;

    private ExactFunctions() {}

    /** {@code f(x)}. */
    static double value(double x, int activation) {
        switch (activation) {
            case Activations.ELU:
                return x > 0 ? x : StrictMath.expm1(x);
            case Activations.SELU:
                return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * StrictMath.expm1(x));
            case Activations.GELU:
                return x * normal(x);
            case Activations.GELU_TANH:
                return x * sigmoid(2 * GELU_SLOPE * (x + GELU_CUBIC * x * x * x));
            case Activations.SILU:
                return x * sigmoid(x);
            case Activations.TANH:
                return StrictMath.tanh(x);
            case Activations.SIGMOID:
                return sigmoid(x);
            case Activations.SOFTPLUS:
                return softplus(x);
            case Activations.MISH:
                return x * StrictMath.tanh(softplus(x));
            case Activations.EXP:
                return StrictMath.exp(x);
            case Activations.LOG:
                return StrictMath.log(x);
            default:
                throw new AssertionError(activation);
        }
    }

    /** {@code f'(x)}, of functions that backward knows by their input. */
    static double slope(double x, int activation) {
        switch (activation) {
            case Activations.GELU:
                return normal(x) + x * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            case Activations.GELU_TANH:
                double t = StrictMath.tanh(GELU_SLOPE * (x + GELU_CUBIC * x * x * x));
                return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * GELU_SLOPE * (1 + 3 * GELU_CUBIC * x * x);
            case Activations.SILU:
                return sigmoid(x) * (1 + x * sigmoid(-x));
            case Activations.SOFTPLUS:
                return sigmoid(x);
            case Activations.MISH:
                double m = StrictMath.tanh(softplus(x));
                return m + x * (1 - m * m) * sigmoid(x);
            default:
                throw new AssertionError(activation);
        }
    }

    private static double sigmoid(double x) {
        return x > 0 ? 1 / (1 + StrictMath.exp(-x)) : StrictMath.exp(x) / (1 + StrictMath.exp(x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /**
     * The normal distribution: between -3 and 8 by its series {@code 1/2 + phi(x) * (x + x^3/3 + x^5/(3*5) + …)}, below by the
     * continued fraction {@code phi(x) / (-x + 1/(-x + 2/(-x + 3/(…))))}.
     */
    private static double normal(double x) {
        if (x > 8) {
            return 1;
        }
        double density = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        if (x < -3) {
            double fraction = -x;
            for (int i = 200; i > 0; i--) {
                fraction = -x + i / fraction;
            }
            return density / fraction;
        }
        double term = x;
        double sum = x;
        for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + density * sum;
    }
}
