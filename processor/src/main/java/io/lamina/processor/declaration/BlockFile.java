package io.lamina.processor.declaration;

/**
 * What is generated beside a block, for users of its class file.
 *
 * @param name the simple name that the generated class begins with
 * @param edges what each method reads, {@code "x();conv1(x)"}
 */
public record BlockFile(String packageName, String name, boolean isPublic, String edges) {}
