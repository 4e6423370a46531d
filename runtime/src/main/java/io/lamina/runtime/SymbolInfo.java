package io.lamina.runtime;

/** A size that is known at run time only, such as the length of a sequence, and what it may be. */
public final class SymbolInfo {
    private final String name;
    private final int lower;
    private final int upper;
    private final int divisor;

    SymbolInfo(String name, int lower, int upper, int divisor) {
        this.name = name;
        this.lower = lower;
        this.upper = upper;
        this.divisor = divisor;
    }

    /** The name that shapes have it by. */
    public String name() {
        return name;
    }

    /** The least size. */
    public int lower() {
        return lower;
    }

    /** The greatest size, which memory is planned for. */
    public int upper() {
        return upper;
    }

    /** What the size is a multiple of. */
    public int divisor() {
        return divisor;
    }

    /** The least allowed size that holds {@code length}. */
    public int holding(int length) {
        int least = Math.max(length, lower);
        return (least + divisor - 1) / divisor * divisor;
    }

    /**
     * Refuses a size that is not allowed.
     *
     * @throws IllegalArgumentException if it is out of its bounds or no multiple of its divisor
     */
    public void require(int length) {
        Arguments.symbol(name, length, lower, upper, divisor);
    }

    /** For example {@code 1 <= T <= 256}, {@code 8 <= T <= 64, a multiple of 8}. */
    @Override
    public String toString() {
        return lower + " <= " + name + " <= " + upper + (divisor > 1 ? ", a multiple of " + divisor : "");
    }
}
