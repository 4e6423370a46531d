package io.lamina.processor;

import io.lamina.processor.autodiff.Autodiff;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.emit.CompiledModel;
import io.lamina.processor.emit.GeneratedFile;
import io.lamina.processor.emit.JavaEmitter;
import io.lamina.processor.fuse.FusePass;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphVerifier;
import io.lamina.processor.layout.LayoutPass;
import io.lamina.processor.layout.SharedLayouts;
import io.lamina.processor.lower.ModelLowering;
import io.lamina.processor.memory.FlatParameters;
import io.lamina.processor.memory.MemoryPlanner;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.memory.StateLayout;
import io.lamina.processor.model.BlockCheck;
import io.lamina.processor.model.Lints;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.ModelResolver;
import io.lamina.processor.model.Roles;
import io.lamina.processor.model.ShapeInference;
import io.lamina.processor.model.UseLints;
import io.lamina.processor.op.Mode;
import io.lamina.processor.stream.SessionGraphs;
import io.lamina.processor.stream.StreamCheck;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The compiler's table of contents: from a declared model to Java sources, one stage after the other. */
public final class ModelCompiler {
    private final Consumer<String> stages;

    private ModelCompiler(Consumer<String> stages) {
        this.stages = stages;
    }

    /**
     * Compiles one model.
     *
     * @param report what is wrong is added here; where it holds errors, the files declare the generated classes without
     *     content, so that their users compile
     * @param stages given the printed graph after each stage
     */
    public static List<GeneratedFile> compile(ModelDeclaration declaration, Report report, Consumer<String> stages) {
        return analyse(declaration, report, stages)
                .map(JavaEmitter::emit)
                .orElseGet(() -> JavaEmitter.stubs(declaration));
    }

    /** All stages but the last; nothing where the model is wrong. */
    public static Optional<CompiledModel> analyse(
            ModelDeclaration declaration, Report report, Consumer<String> stages) {
        BlockCheck.checkModel(declaration, report);
        Model resolved = ModelResolver.resolve(declaration, report);
        Model model = ShapeInference.infer(resolved, report);
        stages.accept("after shapes: " + model);
        Lints.check(model, report);
        if (!model.isComplete() || model.nodes().isEmpty()) {
            return Optional.empty();
        }
        Roles roles = Roles.of(model, report);
        if (!report.hasErrors()) {
            UseLints.check(model, roles, report);
        }
        if (report.hasErrors()) {
            return Optional.empty();
        }
        CompiledModel compiled = new ModelCompiler(stages).plan(model, roles, report);
        return report.hasErrors() ? Optional.empty() : Optional.of(compiled);
    }

    private CompiledModel plan(Model model, Roles roles, Report report) {
        Map<Mode, Graph> forward = layouts(model, roles);
        FlatParameters parameters = new FlatParameters(SharedLayouts.parameters(model, forward.values()));
        Plan inference = finishSteady(forward.get(Mode.INFER), parameters, model);
        Optional<CompiledModel.Training> training = Optional.empty();
        if (forward.containsKey(Mode.TRAIN)) {
            Graph step = stage("autodiff", Autodiff.differentiate(forward.get(Mode.TRAIN), ModelLowering.LOSS));
            training = Optional.of(new CompiledModel.Training(
                    finish(step, parameters, model, StateLayout.NONE),
                    finish(forward.get(Mode.EVALUATE), parameters, model, StateLayout.NONE)));
        }
        Optional<CompiledModel.Session> session = StreamCheck.graphs(model, forward.get(Mode.INFER), report)
                .map(graphs -> session(graphs, parameters, model));
        List<String> metrics = roles.losses().isEmpty() ? List.of() : ModelLowering.metricNames(roles);
        return new CompiledModel(model, roles, parameters, inference, training, session, metrics);
    }

    /** One forward graph for each mode; a weight has the same memory layout in all of them. */
    private Map<Mode, Graph> layouts(Model model, Roles roles) {
        Set<String> pinned = Set.of();
        while (true) {
            Map<Mode, Graph> graphs = new EnumMap<>(Mode.class);
            for (Mode mode : Mode.values()) {
                if (mode == Mode.INFER || !roles.losses().isEmpty()) {
                    Graph lowered = stage("lower", ModelLowering.lower(model, roles, mode));
                    Graph laidOut = stage("layout", LayoutPass.apply(lowered, pinned));
                    graphs.put(mode, stage("reorder", FusePass.reorder(laidOut)));
                }
            }
            Set<String> differing = SharedLayouts.differing(graphs.values());
            if (differing.isEmpty()) {
                return graphs;
            }
            pinned = Stream.concat(pinned.stream(), differing.stream()).collect(Collectors.toSet());
        }
    }

    private CompiledModel.Session session(SessionGraphs graphs, FlatParameters parameters, Model model) {
        StateLayout states = new StateLayout(graphs.states(), model.symbols());
        return new CompiledModel.Session(
                graphs.time(),
                finish(stage("session", graphs.start()), parameters, model, states),
                finish(stage("session", graphs.step()), parameters, model, states),
                states);
    }

    private Plan finish(Graph graph, FlatParameters parameters, Model model, StateLayout states) {
        Graph fused = stage("fuse", FusePass.fuse(graph));
        Plan plan = MemoryPlanner.plan(fused, parameters, model.symbols(), states);
        stages.accept("after memory: " + plan);
        return plan;
    }

    /** As {@link #finish}, for a graph that runs often with the same weights. */
    private Plan finishSteady(Graph graph, FlatParameters parameters, Model model) {
        Graph fused = stage("fuse", FusePass.pack(FusePass.fuse(graph)));
        Plan plan = MemoryPlanner.planSteady(fused, parameters, model.symbols());
        stages.accept("after memory: " + plan);
        return plan;
    }

    private Graph stage(String name, Graph graph) {
        GraphVerifier.verify(graph, name);
        stages.accept("after " + name + ": " + graph);
        return graph;
    }
}
