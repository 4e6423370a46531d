package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.Convention;
import io.lamina.processor.emit.CompiledModel;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.memory.PlanCheck;
import io.lamina.runtime.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The memory plans of whole models, element by element. */
class PlannedModelsTest {
    static Stream<Declared> models() {
        List<Declared> models = new ArrayList<>();
        for (Convention convention : Convention.values()) {
            models.addAll(ExampleModels.all(convention));
        }
        for (int i = 0; i < 100; i++) {
            models.add(RandomModels.make("Planned" + i, 9000 + i));
        }
        for (int i = 0; i < 30; i++) {
            models.add(RandomBlocks.deep("PlannedBlocks" + i, 9000 + i));
        }
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothingIsOverwrittenBeforeItsLastReader(Declared declared) {
        CompiledModel compiled = GeneratedModel.analyse(declared.build());
        List<Plan> plans = new ArrayList<>(List.of(compiled.inference()));
        compiled.training().ifPresent(training -> plans.addAll(List.of(training.step(), training.evaluate())));
        assertThat(plans).hasSize(3);
        for (Plan plan : plans) {
            PlanCheck.check(plan, name -> 3);
        }
    }

    @Test
    void symbolsCountAtTheirBound() {
        CompiledModel compiled = GeneratedModel.analyse(ExampleModels.sequence().build());
        PlanCheck.check(compiled.training().orElseThrow().step(), name -> name.equals("B") ? 2 : 6);
    }

    @Test
    void theWorkspaceHasTheSizeThatIsPlanned() throws IOException, ReflectiveOperationException {
        for (Convention convention : Convention.values()) {
            GeneratedModel model =
                    GeneratedModel.of(ExampleModels.residual(convention).build());
            Plan plan = model.compiled().inference();
            Workspace workspace = model.inference().workspace(5);
            int shared = (int) (plan.floats().fixed() + 5 * plan.floats().perSample());
            assertThat(workspace.scratch(0)).isBetween(shared, shared + 15);
            assertThat(workspace.floats).hasSize(workspace.scratch(0) + (int) plan.scratch());
            assertThat(workspace.ints)
                    .hasSize((int) (plan.ints().fixed() + 5 * plan.ints().perSample()));
        }
    }
}
