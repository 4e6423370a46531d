package io.lamina.processor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.TestGraph;
import io.lamina.processor.op.Softmax;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhasesTest {
    private static LiveRange range(int from, int to) {
        return new LiveRange(from, to, 16, true);
    }

    @Test
    void aPhaseBeginsWithAWait() {
        TestGraph built = new TestGraph();
        Graph graph = built.output(
                        built.add(new Softmax(), built.add(new Softmax(), built.add(new Softmax(), built.input(4)))))
                .build();
        Phases phases = new Phases(
                graph.nodes().size(),
                Set.of(
                        new Barriers.Call(graph.nodes().get(1), 0),
                        new Barriers.Call(graph.nodes().get(2), 1),
                        new Barriers.Call(graph.nodes().get(2), 2)));
        assertThat(phases.of(range(0, 0), false)).isEqualTo(range(0, 0));
        assertThat(phases.of(range(0, 1), false)).isEqualTo(range(0, 1));
        assertThat(phases.of(range(1, 2), false)).isEqualTo(range(1, 3));
        assertThat(phases.of(range(2, 2), false)).isEqualTo(range(1, 3));
        assertThat(phases.of(range(3, 4), false)).isEqualTo(range(3, 3));
        assertThat(phases.of(range(0, 1), true)).isEqualTo(range(0, 2));
    }
}
