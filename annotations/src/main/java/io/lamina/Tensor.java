package io.lamina;

/** Marks a node of a model. Nobody implements it and nobody calls the methods that return it: they declare. */
public interface Tensor {}
