package io.lamina.processor.stream;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Sources;
import java.util.List;

/**
 * The graphs of a session.
 *
 * @param time the streamed symbol
 * @param start what does not depend on time: computed once, into states
 * @param step the newest steps, from the inputs of a call and the states
 * @param states the session's memory, in the order of its making
 */
public record SessionGraphs(String time, Graph start, Graph step, List<Sources.State> states) {
    public SessionGraphs {
        states = List.copyOf(states);
    }
}
