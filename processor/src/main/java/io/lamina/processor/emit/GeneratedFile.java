package io.lamina.processor.emit;

/**
 * One Java source to be written.
 *
 * @param className the qualified name of its class
 * @param source its text
 */
public record GeneratedFile(String className, String source) {}
