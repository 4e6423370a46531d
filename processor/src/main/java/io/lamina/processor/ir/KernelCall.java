package io.lamina.processor.ir;

import io.lamina.processor.shape.Dim;
import java.util.List;

/**
 * A call of a static method of {@code io.lamina.runtime.kernels}.
 *
 * @param kernels the class, such as {@code Conv2dKernels}
 */
public record KernelCall(String kernels, String method, List<Argument> arguments) {
    public KernelCall {
        arguments = List.copyOf(arguments);
    }

    public static KernelCall of(String kernels, String method, Argument... arguments) {
        return new KernelCall(kernels, method, List.of(arguments));
    }

    /** The floats of scratch memory that the call wants, zero where it wants none. */
    public Dim scratch() {
        return arguments.stream()
                .filter(Argument.Scratch.class::isInstance)
                .map(a -> ((Argument.Scratch) a).size())
                .findFirst()
                .orElse(Dim.of(0));
    }

    /** What stands between the brackets. Tensors become two Java arguments: array and offset. */
    public sealed interface Argument {
        /** Result {@code k} of the node, from its element {@code first} on. */
        record Result(int k, Dim first) implements Argument {}

        /** A result that is an empty array where nobody reads it. */
        record OptionalResult(int k) implements Argument {}

        /** Input {@code i} of the node, from its element {@code first} on. */
        record Input(int i, Dim first) implements Argument {}

        /** No tensor. */
        record Absent() implements Argument {}

        /** Memory for this call alone, private to the thread that runs it; its size does not depend on the batch. */
        record Scratch(Dim size) implements Argument {}

        /** An extent. */
        record Size(Dim dim) implements Argument {}

        /** A number of type {@code float}. */
        record Real(float value) implements Argument {}

        /** An {@code int} that is no extent. */
        record Whole(int value) implements Argument {}

        /** A {@code boolean}. */
        record Flag(boolean value) implements Argument {}

        /** A named constant of the kernel package: {@code Activations.RELU}. */
        record Named(String holder, String constant) implements Argument {}

        /** A constant object of the kernel package, made once per class from these constructor arguments. */
        record Geometry(String type, List<Object> values) implements Argument {}

        /**
         * A constant {@code int[]}.
         *
         * @param role what it is, for the constant's name
         */
        record Ints(String role, List<Integer> values) implements Argument {}

        /** The key of this step's random numbers for a node. */
        record Key(String node) implements Argument {}
    }

    public static Argument result(int k) {
        return new Argument.Result(k, Dim.of(0));
    }

    public static Argument input(int i) {
        return new Argument.Input(i, Dim.of(0));
    }

    public static Argument size(Dim dim) {
        return new Argument.Size(dim);
    }

    public static Argument real(double value) {
        return new Argument.Real((float) value);
    }

    public static Argument flag(boolean value) {
        return new Argument.Flag(value);
    }
}
