package io.lamina.processor.op;

import io.lamina.Reduction;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;

/**
 * What every loss can be told.
 *
 * @param weight its factor in the sum of all losses
 * @param mean whether it is divided by the number of its places
 */
record LossOptions(float weight, boolean mean) {
    static LossOptions of(Attributes attributes) {
        return new LossOptions(
                (float) attributes.number("weight"),
                attributes.constant("reduction", Reduction.class) == Reduction.MEAN);
    }

    void check(NodeReport report) {
        if (!(weight > 0) || Float.isInfinite(weight)) {
            report.problem(
                    Code.InvalidAttribute,
                    "weight",
                    "weight is " + weight + ", but a loss needs a positive one",
                    "Give a number above 0, or remove the loss.");
        }
    }

    /** The factor of each place's term when there are {@code places}. */
    double factor(int places) {
        return mean ? places == 0 ? 0 : weight / places : weight;
    }
}
