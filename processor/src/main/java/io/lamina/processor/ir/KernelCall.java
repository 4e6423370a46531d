package io.lamina.processor.ir;

import io.lamina.DataType;
import io.lamina.processor.shape.Dim;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A call of a static method of {@code io.lamina.runtime.kernels}.
 *
 * @param kernels the class, such as {@code Conv2dKernels}
 * @param partition how the threads of a team share it
 */
public record KernelCall(String kernels, String method, List<Argument> arguments, Partition partition) {
    /** How the threads of a team share a call. */
    public enum Partition {
        /** One thread alone runs it. */
        ONE,
        /**
         * Each thread runs it for the samples of its own: every tensor and every size that has the batch as a factor is cut. The
         * result for a sample must follow from that sample alone.
         */
        SAMPLES,
        /** Each thread computes a range of the results from all samples: the last two arguments say which. */
        RANGE
    }

    public KernelCall {
        arguments = List.copyOf(arguments);
    }

    /** A call that one thread runs alone. */
    public static KernelCall of(String kernels, String method, Argument... arguments) {
        return new KernelCall(kernels, method, List.of(arguments), Partition.ONE);
    }

    /** This call, shared by samples where it has samples; a call that works on weights alone is left to one thread. */
    public KernelCall bySample() {
        boolean hasSamples = arguments.stream()
                .anyMatch(argument -> argument instanceof Argument.Size size
                        && size.dim().without(Dim.BATCH.toString()).isPresent());
        return hasSamples ? new KernelCall(kernels, method, arguments, Partition.SAMPLES) : this;
    }

    /** This call, shared by ranges of {@code size} results that begin at multiples of {@code unit}: {@code from, to} behind the arguments. */
    public KernelCall byRange(Dim size, int unit) {
        List<Argument> ranged = new ArrayList<>(arguments);
        ranged.add(new Argument.From(size, unit));
        ranged.add(new Argument.To(size, unit));
        return new KernelCall(kernels, method, ranged, Partition.RANGE);
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

        /** Result {@code k} of the node, which an earlier call of it has made, to be read. */
        record Made(int k) implements Argument {}

        /** Input {@code i} of the node, from its element {@code first} on. */
        record Input(int i, Dim first) implements Argument {}

        /** No tensor. */
        record Absent(DataType type) implements Argument {
            /** No tensor of ints. */
            public static final Absent INTS = new Absent(DataType.INT32);

            public Absent() {
                this(DataType.FLOAT32);
            }
        }

        /** Memory for this call alone, private to the thread that runs it; its size does not depend on the batch. */
        record Scratch(Dim size) implements Argument {}

        /** An extent. */
        record Size(Dim dim) implements Argument {}

        /** Where in a tensor of this size the elements begin that the call has: 0 unless it is shared by samples. */
        record Index(Dim size) implements Argument {}

        /** The first of the results that the calling thread computes. */
        record From(Dim size, int unit) implements Argument {}

        /** One behind the last of the results that the calling thread computes. */
        record To(Dim size, int unit) implements Argument {}

        /** A number of type {@code float}. */
        record Real(float value) implements Argument {}

        /** An {@code int} that is no extent. */
        record Whole(int value) implements Argument {}

        /** A {@code boolean}. */
        record Flag(boolean value) implements Argument {}

        /** A named constant of the kernel package: {@code Activations.RELU}. */
        record Named(String holder, String constant) implements Argument {}

        /**
         * A constant object of the kernel package, made once per class from these constructor arguments, sizes at the bounds of their
         * symbols. With symbols its method {@code width} gives the one for the sizes of a call.
         */
        record Geometry(String type, List<Object> values) implements Argument {
            /** The sizes among the arguments that have symbols: input width and result width, or none. */
            public List<Dim> symbolic() {
                return values.stream()
                        .filter(value -> value instanceof Dim dim && !dim.isConstant())
                        .map(Dim.class::cast)
                        .toList();
            }

            /** The constructor's arguments for one value of each symbol. */
            public List<Object> at(ToLongFunction<String> symbols) {
                return values.stream()
                        .map(value ->
                                value instanceof Dim dim ? (Object) Math.toIntExact(dim.evaluate(symbols)) : value)
                        .toList();
            }
        }

        /**
         * A constant {@code int[]}.
         *
         * @param role what it is, for the constant's name
         */
        record Ints(String role, List<Integer> values) implements Argument {}

        /** How many steps of a session came before those of this call. */
        record Position() implements Argument {}

        /** The key of this step's random numbers for a node. */
        record Key(String node) implements Argument {}
    }

    public static Argument result(int k) {
        return new Argument.Result(k, Dim.of(0));
    }

    public static Argument made(int k) {
        return new Argument.Made(k);
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
