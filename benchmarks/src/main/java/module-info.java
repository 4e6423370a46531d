/** Measures kernels, whole models and start-up. Runs from one shaded jar on the class path, where JMH forks its JVMs. */
@SuppressWarnings("requires-automatic") // JMH is an automatic module
module io.lamina.benchmarks {
    requires static io.lamina.annotations;
    requires io.lamina.runtime;
    requires info.picocli;
    requires jdk.incubator.vector;
    requires jmh.core;

    opens io.lamina.benchmarks to
            info.picocli;
}
