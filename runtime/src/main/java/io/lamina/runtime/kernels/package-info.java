/**
 * The numeric kernels that generated models call: one final class of static methods per family, forward and backward
 * side by side.
 *
 * <p>Conventions, for all of them:
 *
 * <ul>
 *   <li>Arguments are outputs, then inputs, then scratch, each as (array, offset), then sizes. Tensors are dense,
 *       row-major, channels last. {@code n} is the number of mapped rows or images.
 *   <li>An optional tensor that is absent is {@link io.lamina.runtime.kernels.Kernels#NONE} or {@link
 *       io.lamina.runtime.kernels.Kernels#NO_INTS}, offset 0.
 *   <li>Outputs are overwritten, never accumulated into, and may share memory with an input only where a method says
 *       <em>in place allowed</em>: then output and input are the same array at the same offset.
 *   <li>Nothing is checked: the compiler that emits the calls has proved the sizes. Nothing is allocated.
 *   <li>Every sum has a fixed order, and no operation whose bits depend on the JIT is used: equal arguments give equal
 *       bits, cold or compiled, per lane, vector width and version.
 * </ul>
 *
 * <p>Each family runs on one of two lanes, see {@link io.lamina.runtime.kernels.Lane}.
 */
package io.lamina.runtime.kernels;
