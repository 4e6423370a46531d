package io.lamina.runtime;

/** Checks of what is given to an optimizer's builder. */
final class OptimizerArguments {
    private OptimizerArguments() {}

    static float notNegative(String name, float value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " must be finite and not negative, but is " + value);
        }
        return value;
    }

    static float fraction(String name, float value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), but is " + value);
        }
        return value;
    }
}
