package io.lamina.training;

/**
 * The learning rate of each step, from the first step of a {@link Trainer#fit} to its last.
 *
 * <pre>{@code
 * Trainer.of(model).epochs(10).schedule(Schedule.oneCycle(0.004f)).fit(train);
 * }</pre>
 */
@FunctionalInterface
public interface Schedule {
    /**
     * The rate of a step.
     *
     * @param step from 0 on
     * @param steps how many the whole fit makes, all epochs together
     */
    float rate(long step, long steps);

    /**
     * Falls from a rate to 0 as half a wave of a cosine: {@code initial (1 + cos(pi step / steps)) / 2} (Loshchilov and Hutter, 2017).
     * As {@code keras.optimizers.schedules.CosineDecay} with {@code alpha = 0} and {@code torch.optim.lr_scheduler.CosineAnnealingLR}.
     *
     * @throws IllegalArgumentException if the rate is not positive
     */
    static Schedule cosine(float initial) {
        requirePositive(initial);
        return (step, steps) -> (float) between(initial, 0, step / (double) steps);
    }

    /**
     * As {@link #oneCycle(float, double, double, double)} with PyTorch's defaults: 30 % of the steps upwards, from a 25th of the peak, down to a
     * 10,000th of where it began.
     *
     * @throws IllegalArgumentException if the peak is not positive
     */
    static Schedule oneCycle(float peak) {
        return oneCycle(peak, 0.3, 25, 1e4);
    }

    /**
     * Rises from {@code peak / divFactor} to the peak and falls to {@code peak / divFactor / finalDivFactor}, each as half a wave of a cosine (Smith
     * and Topin, 2018). As {@code torch.optim.lr_scheduler.OneCycleLR} with {@code cycle_momentum=False}. The slow beginning lets a network whose first
     * gradients say little settle before the large rate comes.
     *
     * @param peak the largest rate
     * @param pctStart the share of the steps that go upwards, in (0, 1)
     * @param divFactor by what the peak is divided at the beginning
     * @param finalDivFactor by what the first rate is divided in the end
     * @throws IllegalArgumentException if an argument is out of range
     */
    static Schedule oneCycle(float peak, double pctStart, double divFactor, double finalDivFactor) {
        requirePositive(peak);
        if (!(pctStart > 0 && pctStart < 1) || !(divFactor > 0) || !(finalDivFactor > 0)) {
            throw new IllegalArgumentException(
                    "expected pctStart between 0 and 1 and positive divFactor and finalDivFactor, but found " + pctStart
                            + ", " + divFactor + ", " + finalDivFactor);
        }
        double first = peak / divFactor;
        return (step, steps) -> {
            double up = pctStart * steps - 1;
            double down = steps - 1 - up;
            double rate = step <= up
                    ? between(first, peak, up <= 0 ? 1 : step / up)
                    : between(peak, first / finalDivFactor, (step - up) / down);
            return (float) rate;
        };
    }

    /** Half a wave from one rate to another. */
    private static double between(double from, double to, double share) {
        return to + (from - to) / 2 * (1 + StrictMath.cos(Math.PI * share));
    }

    private static void requirePositive(float rate) {
        if (!(rate > 0) || Float.isInfinite(rate)) {
            throw new IllegalArgumentException("a learning rate must be positive, but is " + rate);
        }
    }
}
