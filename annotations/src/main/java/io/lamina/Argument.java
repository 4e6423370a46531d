package io.lamina;

/**
 * Values that stand for a block's arguments. A constant of the block that has one is an argument by the constant's name, which
 * {@link Apply#with} gives a number:
 *
 * <pre>{@code
 * int WIDTH = Argument.A, STRIDE = Argument.B;
 * int INNER = 4 * WIDTH;
 * }</pre>
 *
 * <p>The Java compiler folds constants, so a block's text holds numbers such as {@code 4 * Argument.A}. The values are chosen so that these
 * can be told from each other and from any size that is written: {@code n * WIDTH} for whole numbers up to 64, {@code n * WIDTH / d}
 * for both up to 16, and up to 1000 added or subtracted. A division must come out even for the number that is given. Two arguments in one
 * computation, such as {@code WIDTH * HEADS}, cannot be told: make the result an argument of its own.
 */
public final class Argument {
    // Multiples of lcm(1..16) by primes within a factor of two of each other; ArgumentsTest checks that no two
    // computations meet.

    /** Stands for an argument. */
    public static final int A = 720720 * 97;

    /** Stands for an argument. */
    public static final int B = 720720 * 103;

    /** Stands for an argument. */
    public static final int C = 720720 * 107;

    /** Stands for an argument. */
    public static final int D = 720720 * 113;

    /** Stands for an argument. */
    public static final int E = 720720 * 131;

    /** Stands for an argument. */
    public static final int F = 720720 * 137;

    /** Stands for an argument. */
    public static final int G = 720720 * 139;

    /** Stands for an argument. */
    public static final int H = 720720 * 151;

    private Argument() {}
}
