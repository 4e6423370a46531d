package io.lamina.processor.parse;

import io.lamina.processor.declaration.ModelDeclaration;

/**
 * What parsing found.
 *
 * @param declaration the model; without nodes where it is no interface
 * @param resolved whether all types and constants that it names exist; otherwise another round may bring them
 */
public record ParsedModel(ModelDeclaration declaration, boolean resolved) {}
