package io.lamina.runtime;

import java.util.Arrays;

/** Arithmetic of dense shapes. */
final class Shapes {
    private Shapes() {}

    /** Product of the dims, 1 for a scalar; refused where a dim is below 1 or the product is no array length. */
    static int size(String what, int[] shape) {
        long size = 1;
        for (int dim : shape) {
            if (dim < 1) {
                throw new IllegalArgumentException(what + ": a dim below 1 in " + Arrays.toString(shape));
            }
            size *= dim;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(what + ": " + Arrays.toString(shape) + " exceeds 2^31 elements");
            }
        }
        return (int) size;
    }

    /** 0, 1, …, rank - 1. */
    static int[] identity(int rank) {
        int[] permutation = new int[rank];
        for (int i = 0; i < rank; i++) {
            permutation[i] = i;
        }
        return permutation;
    }
}
