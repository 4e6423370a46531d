package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over a vector's lanes as a fixed tree: lane i is added to lane {@code i ^ s}, for s from half the lanes down to 1, so
 * that in the end every lane holds the sum.
 */
final class VectorFold {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;
    private static final VectorShuffle<Float> BY_8 = exchange(8);
    private static final VectorShuffle<Float> BY_4 = exchange(4);
    private static final VectorShuffle<Float> BY_2 = exchange(2);
    private static final VectorShuffle<Float> BY_1 = exchange(1);
    private static final VectorMask<Float> UPPER_8 = upper(8);
    private static final VectorMask<Float> UPPER_4 = upper(4);
    private static final VectorMask<Float> UPPER_2 = upper(2);
    private static final VectorMask<Float> UPPER_1 = upper(1);

    private VectorFold() {}

    /** The sum over all lanes. */
    static float sum(FloatVector v) {
        FloatVector s = v;
        if (L >= 16) {
            s = s.add(s.rearrange(BY_8));
        }
        if (L >= 8) {
            s = s.add(s.rearrange(BY_4));
        }
        if (L >= 4) {
            s = s.add(s.rearrange(BY_2));
        }
        return s.add(s.rearrange(BY_1)).lane(0);
    }

    /**
     * The tree's first two steps for four vectors at once. For {@link #last}; with four lanes they are all steps, and the
     * sums of a, b, c, d stand in lanes 0 to 3.
     */
    static FloatVector four(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        if (L >= 16) {
            return merge(merge(a, c, UPPER_8, BY_8), merge(b, d, UPPER_8, BY_8), UPPER_4, BY_4);
        }
        if (L >= 8) {
            return merge(merge(a, c, UPPER_4, BY_4), merge(b, d, UPPER_4, BY_4), UPPER_2, BY_2);
        }
        return merge(merge(a, c, UPPER_2, BY_2), merge(b, d, UPPER_2, BY_2), UPPER_1, BY_1);
    }

    /**
     * The steps after {@link #four}, for at least 8 lanes: the sums of the first vector in a, the first in b, the second in
     * a and so on stand in lanes {@code i * L / 8}.
     */
    static FloatVector last(FloatVector a, FloatVector b) {
        if (L < 16) {
            return merge(a, b, UPPER_1, BY_1);
        }
        FloatVector s = merge(a, b, UPPER_2, BY_2);
        return s.add(s.rearrange(BY_1));
    }

    private static FloatVector merge(
            FloatVector a, FloatVector b, VectorMask<Float> upper, VectorShuffle<Float> exchange) {
        return a.blend(b, upper).add(b.blend(a, upper).rearrange(exchange));
    }

    private static VectorShuffle<Float> exchange(int distance) {
        return VectorShuffle.fromOp(S, i -> (i ^ distance) % L);
    }

    /** The lanes whose number has the bit {@code distance}. */
    private static VectorMask<Float> upper(int distance) {
        return IntVector.zero(VectorSpecies.of(int.class, S.vectorShape()))
                .addIndex(1)
                .and(distance)
                .compare(VectorOperators.NE, 0)
                .cast(S);
    }
}
