package io.lamina.processor.declaration;

import io.lamina.processor.diagnostic.Origin;

/**
 * One parameter of a node's method: what the node reads.
 *
 * @param source name of the node that is read: the parameter's name, or what {@code @From} says
 */
public record Edge(String source, Origin origin) {}
