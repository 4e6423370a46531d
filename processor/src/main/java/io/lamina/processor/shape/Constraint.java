package io.lamina.processor.shape;

/**
 * What a shape text says about a symbol where it introduces it: {@code 8<=T<=256}, {@code H%8}.
 *
 * @param lower the least size, or 0 where nothing is said
 * @param divisor what the size is a multiple of, or 0 where nothing is said
 * @param upper the greatest size, or 0 where nothing is said
 */
record Constraint(String symbol, long lower, long divisor, long upper) {}
