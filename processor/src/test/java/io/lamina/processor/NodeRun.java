package io.lamina.processor;

import io.lamina.processor.ir.Interpreter;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** One node's reference on inputs that its kernel has had, too: floats and ints, as doubles. */
final class NodeRun implements Reference {
    private final Primitive op;
    private final List<TensorType> types;
    private final List<TensorType> resultTypes;
    private final ToLongFunction<String> symbols;
    private final long stepKey;
    private final double[][] inputs;
    private final double[][] results;

    private NodeRun(
            Primitive op, List<TensorType> types, ToLongFunction<String> symbols, long stepKey, double[][] inputs) {
        this.op = op;
        this.types = types;
        this.resultTypes = op.results(types);
        this.symbols = symbols;
        this.stepKey = stepKey;
        this.inputs = Arrays.stream(inputs).map(double[]::clone).toArray(double[][]::new);
        this.results = resultTypes.stream()
                .map(type -> new double[size(type.shape().size())])
                .toArray(double[][]::new);
        op.reference(this);
    }

    static NodeRun of(Node node, ToLongFunction<String> symbols, long stepKey, double[][] inputs) {
        return of(node.op(), node.inputTypes(), symbols, stepKey, inputs);
    }

    static NodeRun of(
            Primitive op, List<TensorType> types, ToLongFunction<String> symbols, long stepKey, double[][] inputs) {
        return new NodeRun(op, types, symbols, stepKey, inputs);
    }

    /** Another primitive on the same inputs. */
    NodeRun as(Primitive other) {
        return new NodeRun(other, types, symbols, stepKey, inputs);
    }

    /** The primitive on the magnitudes of its inputs: for what multiplies and adds, the sums of the terms' magnitudes. */
    NodeRun ofMagnitudes() {
        double[][] magnitudes = Arrays.stream(inputs)
                .map(input -> Arrays.stream(input).map(Math::abs).toArray())
                .toArray(double[][]::new);
        return new NodeRun(op, types, symbols, stepKey, magnitudes);
    }

    Primitive op() {
        return op;
    }

    /** The geometries that its kernels are called with. */
    List<Object> geometries() {
        List<Object> geometries = new ArrayList<>();
        try {
            for (KernelCall call : op.kernel(types)) {
                for (KernelCall.Argument argument : call.arguments()) {
                    if (argument instanceof KernelCall.Argument.Geometry geometry) {
                        geometries.add(KernelRunner.geometry(geometry, symbols));
                    }
                }
            }
        } catch (ReflectiveOperationException failure) {
            throw new LinkageError("no geometry of " + op, failure);
        }
        return geometries;
    }

    @Override
    public int inputs() {
        return inputs.length;
    }

    /** How many results there are. */
    int results() {
        return results.length;
    }

    /** Of an effect, the first input as it is afterwards. */
    @Override
    public double[] input(int i) {
        return inputs[i];
    }

    @Override
    public double[] result(int k) {
        return results[k];
    }

    @Override
    public TensorType inputType(int i) {
        return types.get(i);
    }

    @Override
    public TensorType resultType(int k) {
        return resultTypes.get(k);
    }

    @Override
    public int size(Dim dim) {
        return Math.toIntExact(dim.evaluate(symbols));
    }

    @Override
    public long key(String name) {
        return Interpreter.nodeKey(stepKey, name);
    }
}
