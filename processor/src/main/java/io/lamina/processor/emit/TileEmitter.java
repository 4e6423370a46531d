package io.lamina.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import io.lamina.processor.ir.Node;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.memory.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The statements of a plan with tiles, each of which is a loop over the samples of the thread that runs. */
final class TileEmitter {
    private static final String NAME = "tile";

    private final Plan plan;
    private final GraphEmitter graph;
    private final NameAllocator locals;
    private final List<List<Statement>> bodies = new ArrayList<>();

    TileEmitter(Plan plan, GraphEmitter graph, NameAllocator locals) {
        this.plan = plan;
        this.graph = graph;
        this.locals = locals;
        plan.tiles().forEach(tile -> bodies.add(graph.statements(plan, tile)));
    }

    /** The statements of the nodes that run in each call; a tile is one. */
    List<Statement> statements(List<ParameterSpec> parameters) {
        List<Statement> statements = new ArrayList<>();
        for (Node node : plan.running()) {
            int tile = tileOf(node);
            if (tile < 0) {
                statements.addAll(graph.statements(plan, List.of(node)));
            } else if (node == plan.tiles().get(tile).nodes().get(0)) {
                statements.add(call(tile, parameters));
            }
        }
        return statements;
    }

    private int tileOf(Node node) {
        for (int i = 0; i < plan.tiles().size(); i++) {
            if (plan.tiles().get(i).nodes().contains(node)) {
                return i;
            }
        }
        return -1;
    }

    private Statement call(int number, List<ParameterSpec> parameters) {
        List<Node> nodes = plan.tiles().get(number).nodes();
        String comment = "from " + nodes.get(0).name() + " to "
                + nodes.get(nodes.size() - 1).name() + ", some samples at a time";
        CodeBlock code = CodeBlock.of("$N($L)", NAME + "s" + (number + 1), list(parameters));
        return new Statement(
                "", comment, plan.hasBarrier(nodes.get(0), 0), false, List.of(new Statement.Piece.Text(code)));
    }

    private static String list(List<ParameterSpec> parameters) {
        return parameters.stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    }

    /** Adds the methods of the tiles. */
    void addMethods(TypeSpec.Builder type, Outliner outliner, List<ParameterSpec> parameters) {
        for (int i = 0; i < bodies.size(); i++) {
            String name = NAME + (i + 1);
            outliner.add(name, parameters, bodies.get(i));
            type.addMethod(loop(plan.tiles().get(i), name, NAME + "s" + (i + 1), parameters));
        }
    }

    private MethodSpec loop(Tile tile, String body, String name, List<ParameterSpec> parameters) {
        String first = locals.get("first");
        String samples = locals.get("samples");
        NameAllocator names = locals.clone();
        String from = names.newName("from");
        String arguments = parameters.stream()
                .map(ParameterSpec::name)
                .map(parameter -> parameter.equals(first) ? from : parameter)
                .map(parameter -> parameter.equals(samples)
                        ? "Math.min(" + tile.samples() + ", " + first + " + " + samples + " - " + from + ")"
                        : parameter)
                .collect(Collectors.joining(", "));
        return MethodSpec.methodBuilder(name)
                .addJavadoc(
                        "$L $L at a time: what is handed from one call to the next stays in the cache.\n",
                        tile.samples(),
                        tile.samples() == 1 ? "sample" : "samples")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameters(parameters)
                .beginControlFlow(
                        "for (int $1N = $2N; $1N < $2N + $3N; $1N += $4L)", from, first, samples, tile.samples())
                .addStatement("$N($L)", body, arguments)
                .endControlFlow()
                .build();
    }
}
