package io.lamina.processor;

import io.lamina.DataType;
import io.lamina.processor.ir.Interpreter;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** Calls the kernels of one node as generated code does, by reflection, each tensor in an array of its own, as a team of one thread. */
final class KernelRunner {
    private static final String KERNELS = "io.lamina.runtime.kernels.";

    private final ToLongFunction<String> symbols;
    private final long stepKey;

    KernelRunner(ToLongFunction<String> symbols, long stepKey) {
        this.symbols = symbols;
        this.stepKey = stepKey;
    }

    /** The results, {@code float[]} or {@code int[]}; an effect changes its input. */
    List<Object> run(Node node, List<Object> inputs) throws ReflectiveOperationException {
        List<Object> results = new ArrayList<>();
        for (Value result : node.results()) {
            int size = size(result.type().shape().size());
            results.add(result.type().type() == DataType.FLOAT32 ? new float[size] : new int[size]);
        }
        for (KernelCall call : node.op().kernel(node.inputTypes())) {
            List<Object> arguments = new ArrayList<>();
            for (Argument argument : call.arguments()) {
                add(arguments, argument, inputs, results);
            }
            method(call, arguments.size()).invoke(null, arguments.toArray());
        }
        return results;
    }

    private static Method method(KernelCall call, int arguments) throws ClassNotFoundException {
        return Arrays.stream(Class.forName(KERNELS + call.kernels()).getMethods())
                .filter(method -> method.getName().equals(call.method()) && method.getParameterCount() == arguments)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no kernel " + call));
    }

    private void add(List<Object> arguments, Argument argument, List<Object> inputs, List<Object> results)
            throws ReflectiveOperationException {
        if (argument instanceof Argument.Result result) {
            arguments.addAll(List.of(results.get(result.k()), size(result.first())));
        } else if (argument instanceof Argument.OptionalResult result) {
            arguments.addAll(List.of(results.get(result.k()), 0));
        } else if (argument instanceof Argument.Made made) {
            arguments.addAll(List.of(results.get(made.k()), 0));
        } else if (argument instanceof Argument.Input input) {
            arguments.addAll(List.of(inputs.get(input.i()), size(input.first())));
        } else if (argument instanceof Argument.Absent absent) {
            arguments.addAll(List.of(absent.type() == DataType.FLOAT32 ? new float[0] : new int[0], 0));
        } else if (argument instanceof Argument.Scratch scratch) {
            float[] memory = new float[size(scratch.size())];
            Arrays.fill(memory, Float.NaN);
            arguments.addAll(List.of(memory, 0));
        } else if (argument instanceof Argument.Size size) {
            arguments.add(size(size.dim()));
        } else if (argument instanceof Argument.Index || argument instanceof Argument.From) {
            arguments.add(0);
        } else if (argument instanceof Argument.To to) {
            arguments.add(size(to.size()));
        } else if (argument instanceof Argument.Key key) {
            arguments.add(Interpreter.nodeKey(stepKey, key.node()));
        } else {
            arguments.add(constant(argument));
        }
    }

    private Object constant(Argument argument) throws ReflectiveOperationException {
        if (argument instanceof Argument.Real real) {
            return real.value();
        }
        if (argument instanceof Argument.Whole whole) {
            return whole.value();
        }
        if (argument instanceof Argument.Flag flag) {
            return flag.value();
        }
        if (argument instanceof Argument.Named named) {
            return Class.forName(KERNELS + named.holder())
                    .getField(named.constant())
                    .get(null);
        }
        if (argument instanceof Argument.Ints ints) {
            return ints.values().stream().mapToInt(Integer::intValue).toArray();
        }
        if (argument instanceof Argument.Geometry geometry) {
            return geometry(geometry, symbols);
        }
        throw new AssertionError("generated code has no " + argument);
    }

    /** The runtime's object of it. */
    static Object geometry(Argument.Geometry geometry, ToLongFunction<String> symbols)
            throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(KERNELS + geometry.type()).getConstructors()[0];
        return constructor.newInstance(geometry.at(symbols).toArray());
    }

    private int size(Dim dim) {
        return Math.toIntExact(dim.evaluate(symbols));
    }
}
