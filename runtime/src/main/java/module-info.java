/**
 * What generated models call at run time: kernels, parameters and their files.
 *
 * <p>Depends on {@code java.base} alone. Where the module {@code jdk.incubator.vector} is resolved ({@code
 * --add-modules jdk.incubator.vector}), the kernels run on the Vector API.
 */
module io.lamina.runtime {
    requires static java.logging;
    requires static jdk.incubator.vector;

    exports io.lamina.runtime;
    exports io.lamina.runtime.kernels;
}
