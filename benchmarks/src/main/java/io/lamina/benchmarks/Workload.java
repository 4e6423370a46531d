package io.lamina.benchmarks;

import java.util.function.Supplier;

/**
 * One kernel on one shape.
 *
 * @param key what the kernels' reference script calls it, such as {@code nn 64 64 64 1}
 * @param name what a reader calls it
 * @param origin the cases and layers that it comes from
 * @param work floating-point operations of a call, or for memory-bound kernels the bytes of all operands, each counted once
 * @param call makes the operands and gives what is timed
 */
record Workload(String key, String name, String origin, double work, Supplier<Runnable> call) {}
