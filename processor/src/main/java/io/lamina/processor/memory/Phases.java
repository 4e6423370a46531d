package io.lamina.processor.memory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What runs between two waits of a team's threads. Memory that is used again within a phase makes them wait once more: a thread may
 * write there what another one is still to read.
 */
final class Phases {
    /** Of each node, and of what comes after all of them, the phase that it begins in. */
    private final int[] first;

    /** The one that it ends in. */
    private final int[] last;

    /**
     * Counts the phases.
     *
     * @param size nodes of the graph
     */
    Phases(int size, Set<Barriers.Call> waits) {
        first = new int[size + 1];
        last = new int[size + 1];
        Map<Integer, List<Barriers.Call>> waitsOf =
                waits.stream().collect(Collectors.groupingBy(call -> call.node().id()));
        int phase = 0;
        for (int id = 0; id <= size; id++) {
            List<Barriers.Call> calls = waitsOf.getOrDefault(id, List.of());
            boolean waitsFirst = calls.stream().anyMatch(call -> call.number() == 0);
            first[id] = waitsFirst ? phase + 1 : phase;
            phase += calls.size();
            last[id] = phase;
        }
    }

    /**
     * The phases in which memory is taken.
     *
     * @param isReadByAll whether it is left alone for one more behind them
     */
    LiveRange of(LiveRange range, boolean isReadByAll) {
        int to = last[range.to()] + (isReadByAll ? 1 : 0);
        return new LiveRange(first[range.from()], to, range.size(), range.perSample());
    }
}
