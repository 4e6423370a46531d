package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What happens at the ragged end of a row: vectors of which only the first lanes count.
 *
 * <p>They are loaded as whole vectors, the other lanes being ignored, so whoever loads one asks first whether it {@link
 * #fits} into its array, and has scalar code where it does not. (The library's masked loads do without, but where their slow
 * path near an array's end has once been taken C2 boxes the vectors of the whole method.)
 */
final class VectorPart {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final FloatVector INDEX = FloatVector.zero(S).addIndex(1);
    /** Before JDK 18 a masked store runs lane by lane through a new array. */
    private static final boolean MASKED_STORES = Runtime.version().feature() >= 18;

    private VectorPart() {}

    /** The first {@code count} lanes, or all of them if {@code count} is larger. */
    static VectorMask<Float> mask(int count) {
        return INDEX.compare(VectorOperators.LT, (float) count);
    }

    /** Whether a whole vector can be loaded from offset {@code o}. */
    static boolean fits(float[] a, int o) {
        return o <= a.length - VectorWidth.LANES;
    }

    /** Stores the first {@code count} lanes, fewer than all. */
    static void store(FloatVector v, float[] a, int o, int count) {
        if (MASKED_STORES) {
            v.intoArray(a, o, mask(count));
        } else {
            storeLanes(v, a, o, count);
        }
    }

    /** Lane numbers must be constants to the JIT; a step that a narrow vector lacks is never reached. */
    private static void storeLanes(FloatVector v, float[] a, int o, int count) {
        a[o] = v.lane(0);
        if (count > 1) {
            a[o + 1] = v.lane(1);
        }
        if (count > 2) {
            a[o + 2] = v.lane(2);
        }
        if (count > 3) {
            a[o + 3] = v.lane(3);
        }
        if (count > 4) {
            a[o + 4] = v.lane(4);
        }
        if (count > 5) {
            a[o + 5] = v.lane(5);
        }
        if (count > 6) {
            a[o + 6] = v.lane(6);
        }
        if (count > 7) {
            storeUpperLanes(v, a, o, count);
        }
    }

    private static void storeUpperLanes(FloatVector v, float[] a, int o, int count) {
        a[o + 7] = v.lane(7);
        if (count > 8) {
            a[o + 8] = v.lane(8);
        }
        if (count > 9) {
            a[o + 9] = v.lane(9);
        }
        if (count > 10) {
            a[o + 10] = v.lane(10);
        }
        if (count > 11) {
            a[o + 11] = v.lane(11);
        }
        if (count > 12) {
            a[o + 12] = v.lane(12);
        }
        if (count > 13) {
            a[o + 13] = v.lane(13);
        }
        if (count > 14) {
            a[o + 14] = v.lane(14);
        }
    }
}
