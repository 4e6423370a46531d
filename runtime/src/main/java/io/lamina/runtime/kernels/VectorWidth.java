package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The one place that decides the vector width: what the processor prefers, or the system property {@code
 * lamina.vectorBits} (128, 256 or 512), by which tests run the code of other machines.
 */
final class VectorWidth {
    static final VectorSpecies<Float> FLOATS = species();

    /** Floats in a vector. */
    static final int LANES = FLOATS.length();

    private VectorWidth() {}

    /** Here as it is no API of Android, where no {@code Vector*} class runs. */
    static void pause() {
        Thread.onSpinWait();
    }

    private static VectorSpecies<Float> species() {
        int bits = Integer.getInteger("lamina.vectorBits", 0);
        return bits == 0 ? FloatVector.SPECIES_PREFERRED : VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
    }
}
