package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * JMH's gc profiler finds nothing, and the compilation log no fault. On demand, with {@code -Dlamina.jit=true}: both take a minute and need
 * a machine that lets C2 work.
 */
@EnabledIfSystemProperty(named = "lamina.jit", matches = "true")
class CompiledKernelsTest {
    @Test
    void noCallAllocatesOnceItIsCompiled() {
        assertThat(Commands.execute(new Allocation(), "--cases", "mlp_b32")).isZero();
    }

    @Test
    void kernelsAreCompiledAsIntended() {
        assertThat(Commands.execute(new JitCheck(), "--cases", "mlp_b32")).isZero();
    }
}
