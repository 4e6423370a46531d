package io.lamina.runtime.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void theFirstStepHasOneCallAndLaterOnesMore() {
        Rehearsal rehearsal = new Rehearsal();
        assertThat(new int[] {rehearsal.calls(), rehearsal.calls(), rehearsal.calls(), rehearsal.calls()})
                .containsExactly(1, 1, 2, 4);
    }

    @Test
    void thereIsAnEnd() {
        Rehearsal rehearsal = new Rehearsal();
        int sum = 0;
        int steps = 0;
        for (int calls = rehearsal.calls(); calls > 0; calls = rehearsal.calls()) {
            assertThat(calls).isLessThanOrEqualTo(Rehearsal.MOST);
            sum += calls;
            steps++;
        }
        assertThat(sum).isBetween(Rehearsal.CALLS, Rehearsal.CALLS + Rehearsal.MOST);
        assertThat(steps).isLessThan(200);
        assertThat(rehearsal.calls()).isZero();
    }
}
