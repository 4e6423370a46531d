package io.lamina.processor.emit;

import io.lamina.processor.memory.FlatParameters;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.memory.StateLayout;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.Roles;
import java.util.List;
import java.util.Optional;

/**
 * All that the stages have found out about a model.
 *
 * @param training what is there where the model has a loss
 * @param session what is there where the model is streamed
 * @param metrics names of what a step reports
 */
public record CompiledModel(
        Model model,
        Roles roles,
        FlatParameters parameters,
        Plan inference,
        Optional<Training> training,
        Optional<Session> session,
        List<String> metrics) {
    /** The two graphs of the training class. */
    public record Training(Plan step, Plan evaluate) {}

    /**
     * What the session class runs.
     *
     * @param time the streamed symbol
     */
    public record Session(String time, Plan start, Plan step, StateLayout states) {}

    public CompiledModel {
        metrics = List.copyOf(metrics);
    }
}
