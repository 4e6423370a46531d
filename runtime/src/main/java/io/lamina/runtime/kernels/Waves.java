package io.lamina.runtime.kernels;

/**
 * Sines and cosines of doubles, to within 1e-15, without the arrays that {@code StrictMath} allocates from JDK 21 on. The angle is brought
 * between plus and minus pi/4 in two steps (Cody and Waite), where the polynomials are those of fdlibm's {@code k_sin.c} and {@code k_cos.c}.
 */
final class Waves {
    /** Up to here the first step of the reduction is exact. */
    private static final double LARGEST = 1 << 20;

    private static final double QUARTERS = 2 / Math.PI;
    /** The first 33 bits of pi/2, and the rest. */
    private static final double QUARTER_HIGH = 1.57079632673412561417e+00;

    private static final double QUARTER_LOW = 6.07710050650619224932e-11;

    private Waves() {}

    static double sin(double angle) {
        return Math.abs(angle) <= LARGEST ? turned(angle, 0) : StrictMath.sin(angle);
    }

    static double cos(double angle) {
        return Math.abs(angle) <= LARGEST ? turned(angle, 1) : StrictMath.cos(angle);
    }

    /** The sine of the angle and some quarters of a circle. */
    private static double turned(double angle, int quarters) {
        double whole = Math.rint(angle * QUARTERS);
        double rest = angle - whole * QUARTER_HIGH - whole * QUARTER_LOW;
        int quarter = (int) whole + quarters & 3;
        double value = (quarter & 1) == 0 ? sine(rest) : cosine(rest);
        return quarter < 2 ? value : -value;
    }

    private static double sine(double x) {
        double z = x * x;
        double high = 2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10);
        double low = 8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04 + z * high);
        return x + x * z * (-1.66666666666666324348e-01 + z * low);
    }

    private static double cosine(double x) {
        double z = x * x;
        double high = -2.75573143513906633035e-07 + z * (2.08757232129817482790e-09 - z * 1.13596475577881948265e-11);
        double low = -1.38888888888741095749e-03 + z * (2.48015872894767294178e-05 + z * high);
        return 1 - (0.5 * z - z * z * (4.16666666666666019037e-02 + z * low));
    }
}
