package io.lamina.examples;

import io.lamina.training.Dataset;
import java.util.Arrays;

/**
 * A chaotic series that forecasts are compared on: the blood cells of Mackey and Glass (Science 197, 1977), whose production
 * depends on their number 17 days ago, {@code dx/dt = 0.2 x(t - 17) / (1 + x(t - 17)^10) - 0.1 x(t)}, by Euler steps of a tenth of
 * a day, one value a day.
 */
final class MackeyGlass {
    /** Values that a forecast is made from. */
    static final int WINDOW = 32;
    /** How far behind them the value lies that is forecast, the usual six. */
    static final int AHEAD = 6;

    private static final int DELAY = 17;
    private static final int STEPS = 10;
    /** Until the series has forgotten how it began. */
    private static final int LEFT_OUT = 200;

    private MackeyGlass() {}

    /** So many values, less 0.9, which is about their mean. */
    static float[] series(int count) {
        double[] x = new double[(LEFT_OUT + count) * STEPS + 1];
        x[0] = 1.2;
        for (int i = 0; i + 1 < x.length; i++) {
            double delayed = i < DELAY * STEPS ? 0 : x[i - DELAY * STEPS];
            double squared = delayed * delayed;
            double fourth = squared * squared;
            x[i + 1] = x[i] + (0.2 * delayed / (1 + fourth * fourth * squared) - 0.1 * x[i]) / STEPS;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (x[(LEFT_OUT + i) * STEPS] - 0.9);
        }
        return values;
    }

    /** All windows of a series, each with the value to forecast. */
    static Dataset windows(float[] series) {
        int count = series.length - WINDOW - AHEAD + 1;
        float[][] values = new float[count][];
        float[] truth = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Arrays.copyOfRange(series, i, i + WINDOW);
            truth[i] = series[i + WINDOW + AHEAD - 1];
        }
        return Dataset.builder().floats("values", values).floats("truth", truth).build();
    }
}
