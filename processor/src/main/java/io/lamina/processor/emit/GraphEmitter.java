package io.lamina.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.lamina.DataType;
import io.lamina.processor.ir.Interpreter;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Value;
import io.lamina.processor.memory.Place;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.memory.Tile;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Turns planned graphs into kernel calls, one statement for each:
 *
 * <pre>{@code
 * // hidden : f32[B,128] = dense(flat, hidden.weight, hidden.bias)
 * DenseKernels.forward(floats, 512 * B, floats, 0, weights, HIDDEN_WEIGHT, weights, HIDDEN_BIAS, B, 256, 128, …);
 * }</pre>
 */
final class GraphEmitter {
    private final Names names;
    private final NameAllocator locals;
    private final Symbols symbols;
    /** Constant objects by what they are made of, so that equal ones are made once. */
    private final Map<Argument, String> constants = new LinkedHashMap<>();

    private final NameAllocator constantNames;

    /** With the names of local variables: inputs and outputs by their own, others by {@link Place.Array}. */
    GraphEmitter(Names names, NameAllocator locals, Symbols symbols) {
        this.names = names;
        this.locals = locals;
        this.symbols = symbols;
        // A local variable would hide a constant of its name: node b, batch B.
        this.constantNames = locals.clone();
    }

    /** The statements of a plan's nodes; the threads wait where they must. */
    List<Statement> statements(Plan plan, List<Node> nodes) {
        return statements(plan, nodes, true);
    }

    /** The statements of a tile, which wait nowhere. */
    List<Statement> statements(Plan plan, Tile tile) {
        return statements(plan, tile.nodes(), false);
    }

    private List<Statement> statements(Plan plan, List<Node> nodes, boolean waits) {
        List<Statement> statements = new ArrayList<>();
        for (Node node : nodes) {
            List<KernelCall> calls = node.op().kernel(node.inputTypes());
            for (int number = 0; number < calls.size(); number++) {
                KernelCall call = calls.get(number);
                statements.add(new Statement(
                        node.name(),
                        number == 0 ? comment(node) : "",
                        waits && plan.hasBarrier(node, number),
                        call.partition() == KernelCall.Partition.ONE
                                && !plan.prepared().nodes().contains(node),
                        pieces(plan, node, call)));
            }
        }
        return statements;
    }

    private List<Statement.Piece> pieces(Plan plan, Node node, KernelCall call) {
        List<Statement.Piece> pieces = new ArrayList<>();
        pieces.add(text(CodeBlock.of("$T.$N(", Names.kernels(call.kernels()), call.method())));
        for (int i = 0; i < call.arguments().size(); i++) {
            if (i > 0) {
                pieces.add(text(CodeBlock.of(", ")));
            }
            pieces.addAll(argument(plan, node, call, call.arguments().get(i)));
        }
        pieces.add(text(CodeBlock.of(")")));
        return pieces;
    }

    private static Statement.Piece text(CodeBlock code) {
        return new Statement.Piece.Text(code);
    }

    /** {@code conv1 : f32[B,8,8,32] = conv2d(image, conv1.weight)}. */
    private static String comment(Node node) {
        String types = node.results().stream().map(v -> v.type().toString()).collect(Collectors.joining(", "));
        String inputs = node.inputs().stream().map(v -> v.producer().name()).collect(Collectors.joining(", "));
        return node.name() + (types.isEmpty() ? "" : " : " + types) + " = "
                + node.op().name() + "(" + inputs + ")";
    }

    private List<Statement.Piece> argument(Plan plan, Node node, KernelCall call, Argument argument) {
        if (argument instanceof Argument.Result result) {
            return tensor(plan, call, node.results().get(result.k()), result.first());
        }
        if (argument instanceof Argument.OptionalResult result) {
            Value value = node.results().get(result.k());
            boolean absent = plan.place(value).isEmpty();
            return absent ? List.of(text(none(value.type().type()))) : tensor(plan, call, value, Dim.of(0));
        }
        if (argument instanceof Argument.Made made) {
            return tensor(plan, call, node.results().get(made.k()), Dim.of(0));
        }
        if (argument instanceof Argument.Input input) {
            return tensor(plan, call, node.input(input.i()), input.first());
        }
        if (argument instanceof Argument.Key key) {
            return List.of(
                    text(CodeBlock.of("$N + ", locals.get("key"))),
                    new Statement.Piece.Key("", Interpreter.nodeKey(0, key.node())));
        }
        return List.of(text(other(node, call, argument)));
    }

    /** An argument that has no place in memory. */
    private CodeBlock other(Node node, KernelCall call, Argument argument) {
        if (argument instanceof Argument.Absent absent) {
            return none(absent.type());
        }
        if (argument instanceof Argument.Scratch) {
            return CodeBlock.of("$N, $N", locals.get(Place.Array.FLOATS), locals.get(Place.Array.SCRATCH));
        }
        if (argument instanceof Argument.Size size) {
            return CodeBlock.of("$L", cut(call, size.dim(), "samples").orElse(size.dim()));
        }
        if (argument instanceof Argument.Index index) {
            return CodeBlock.of("$L", cut(call, index.size(), "first").orElse(Dim.of(0)));
        }
        if (argument instanceof Argument.From from) {
            return share("from", from.size(), from.unit());
        }
        if (argument instanceof Argument.To to) {
            return share("to", to.size(), to.unit());
        }
        if (argument instanceof Argument.Real real) {
            return CodeBlock.of("$L", literal(real.value()));
        }
        if (argument instanceof Argument.Whole whole) {
            return CodeBlock.of("$L", whole.value());
        }
        if (argument instanceof Argument.Flag flag) {
            return CodeBlock.of("$L", flag.value());
        }
        if (argument instanceof Argument.Named named) {
            return CodeBlock.of("$T.$L", Names.kernels(named.holder()), named.constant());
        }
        if (argument instanceof Argument.Position) {
            return CodeBlock.of("$N", locals.get("position"));
        }
        String constant = constants.computeIfAbsent(argument, a -> constantNames.newName(constantName(node, call, a)));
        List<Dim> widths = argument instanceof Argument.Geometry geometry ? geometry.symbolic() : List.of();
        return widths.isEmpty()
                ? CodeBlock.of("$N", constant)
                : CodeBlock.of("$N.width($L, $L)", constant, widths.get(0), widths.get(1));
    }

    /** {@code member.from(512, 16)}. */
    private CodeBlock share(String method, Dim size, int unit) {
        return unit == 1
                ? CodeBlock.of("$N.$N($L)", locals.get("member"), method, size)
                : CodeBlock.of("$N.$N($L, $L)", locals.get("member"), method, size, unit);
    }

    /** A size whose batch is replaced by the samples, or the first sample, of the thread that runs; none where nothing is cut. */
    private Optional<Dim> cut(KernelCall call, Dim size, String local) {
        return call.partition() == KernelCall.Partition.SAMPLES
                ? size.without(Dim.BATCH.toString()).map(rest -> rest.times(Dim.symbol(locals.get(local))))
                : Optional.empty();
    }

    /** {@code CONV1}, {@code CONV1_POOL} for what is fused behind it, {@code CONV1_ORDER}. */
    private static String constantName(Node node, KernelCall call, Argument argument) {
        String name = Names.constant(node.name().startsWith("d_") ? node.name().substring(2) : node.name());
        if (argument instanceof Argument.Ints ints) {
            return name + "_" + Names.constant(ints.role());
        }
        boolean fusedPool = argument instanceof Argument.Geometry geometry
                && geometry.type().startsWith("Pool")
                && !call.kernels().startsWith("Pool");
        return fusedPool ? name + "_POOL" : name;
    }

    private static CodeBlock none(DataType type) {
        return CodeBlock.of("$T.$L, 0", Names.kernels("Kernels"), type == DataType.FLOAT32 ? "NONE" : "NO_INTS");
    }

    private static String literal(float value) {
        if (value == (int) value) {
            return (int) value + "f";
        }
        return value + "f";
    }

    private List<Statement.Piece> tensor(Plan plan, KernelCall call, Value value, Dim first) {
        Place place = plan.place(value)
                .orElseThrow(() -> new IllegalStateException(
                        "no memory for " + value + " of " + value.producer().name()));
        boolean isLocal = place.array() == Place.Array.SCRATCH;
        Dim own = isLocal
                ? Dim.of(0)
                : cut(call, value.type().shape().size(), "first").orElse(Dim.of(0));
        return place(place, Signature.array(value.type().type()), first.plus(own));
    }

    private List<Statement.Piece> place(Place place, TypeName type, Dim first) {
        if (place.array() == Place.Array.SCRATCH) {
            String own = locals.get(Place.Array.SCRATCH);
            Dim start = Dim.symbol(own).plus(place.fixed());
            Statement.Piece array = new Statement.Piece.Array(type, locals.get(Place.Array.FLOATS), false);
            return List.of(array, text(CodeBlock.of(", ")), Statement.Piece.Offset.of(own, start, first));
        }
        boolean caller = place.array() == Place.Array.INPUT || place.array() == Place.Array.OUTPUT;
        String array = locals.get(caller ? place.array() + place.name() : sameArray(place.array()));
        boolean named = place.array() == Place.Array.PARAMETERS || place.array() == Place.Array.GRADIENTS;
        Dim start = Dim.BATCH.times(place.perSample()).plus(place.fixed());
        Statement.Piece.Offset offset = named
                ? Statement.Piece.Offset.of(
                        array,
                        place.name(),
                        CodeBlock.of("$T.$N", names.parameters(), names.offset(place.name())),
                        start,
                        first)
                : Statement.Piece.Offset.of(array, start, first);
        return List.of(new Statement.Piece.Array(type, array, false), text(CodeBlock.of(", ")), offset);
    }

    /** What is prepared stands behind the weights. */
    private static Place.Array sameArray(Place.Array array) {
        return array == Place.Array.PREPARED ? Place.Array.PARAMETERS : array;
    }

    /** The constant objects that the statements so far refer to. */
    void addConstants(TypeSpec.Builder type) {
        constants.forEach((argument, name) -> type.addField(constant(argument, name)));
    }

    private FieldSpec constant(Argument argument, String name) {
        TypeName fieldType;
        CodeBlock value;
        if (argument instanceof Argument.Geometry geometry) {
            fieldType = Names.kernels(geometry.type());
            String values = geometry.at(symbol -> symbols.get(symbol).upper()).stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(", "));
            value = CodeBlock.of("new $T($L)", fieldType, values);
        } else if (argument instanceof Argument.Ints ints) {
            fieldType = ArrayTypeName.of(TypeName.INT);
            value = CodeBlock.of(
                    "{$L}", ints.values().stream().map(Object::toString).collect(Collectors.joining(", ")));
        } else {
            throw new IllegalStateException("no constant is made of " + argument);
        }
        return FieldSpec.builder(fieldType, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer(value)
                .build();
    }
}
