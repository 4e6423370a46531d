package io.lamina.runtime;

import io.lamina.runtime.ParameterTable.Group;

/** What the compiler generates for a small model, by hand. */
final class TinyParameters extends ModelParameters {
    static final ParameterTable TABLE = ParameterTable.builder("Tiny")
            .add(
                    "conv.weight",
                    Group.DECAYED,
                    0,
                    new int[] {3, 2, 2, 2},
                    new int[] {3, 2, 2, 2},
                    new int[] {2, 3, 1, 0},
                    Initializer.kaimingUniform(8))
            .add(
                    "dense.weight",
                    Group.DECAYED,
                    24,
                    new int[] {4, 12},
                    new int[] {4, 2, 2, 3},
                    new int[] {2, 3, 1, 0},
                    Initializer.kaimingUniform(12))
            .add("dense.bias", Group.PLAIN, 72, new int[] {4}, Initializer.kaimingUniform(12))
            .add("fixed.weight", Group.FROZEN, 76, new int[] {3}, Initializer.ones())
            .add("norm.running_mean", Group.STATE, 79, new int[] {2}, Initializer.zeros())
            .addCounter("norm.num_batches_tracked", 81)
            .build();

    private TinyParameters(float[] values) {
        super(TABLE, values);
    }

    static TinyParameters create(long seed) {
        return new TinyParameters(initialize(TABLE, seed));
    }
}
