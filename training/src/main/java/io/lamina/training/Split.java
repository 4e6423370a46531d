package io.lamina.training;

/**
 * Two parts of a dataset that have no row in common.
 *
 * @param train the part to learn from
 * @param test the part held back
 */
public record Split(Dataset train, Dataset test) {}
