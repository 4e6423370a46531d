package io.lamina.processor.op;

import io.lamina.ActivationFunction;
import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code y = f(x)}, element by element.
 *
 * @param slope of LEAKY_RELU below zero; other functions do not read it
 */
public record Activate(ActivationFunction function, float slope) implements Primitive.Elementwise {
    /** No function at all: what a fused primitive holds before anything is fused into it. */
    public static final Activate LINEAR = new Activate(ActivationFunction.LINEAR, 0);

    /** The functions of one tensor. */
    public static List<ActivationFunction> functions() {
        return Arrays.stream(ActivationFunction.values())
                .filter(function -> !isGated(function))
                .toList();
    }

    /** Whether it is a function of two tensors, gate and up. */
    static boolean isGated(ActivationFunction function) {
        return function == ActivationFunction.SWIGLU || function == ActivationFunction.GEGLU;
    }

    public boolean isLinear() {
        return function == ActivationFunction.LINEAR;
    }

    /** {@code Activate[relu]}. */
    @Override
    public String toString() {
        return "Activate[" + word() + "]";
    }

    /** {@code relu}. */
    String word() {
        String word = function.name().toLowerCase(Locale.ROOT);
        return function == ActivationFunction.LEAKY_RELU ? word + " " + slope : word;
    }

    /** Whether it may change places with a maximum. */
    public boolean isMonotone() {
        return Functions.isMonotone(function, slope);
    }

    /** Whether backward can do without the argument. */
    public boolean derivativeReadsResult() {
        return Functions.derivativeReadsResult(function);
    }

    public double apply(double x) {
        return Functions.value(function, x, slope);
    }

    /** The derivative at what backward keeps: the result, or the argument where that does not do. */
    public double derivative(double kept) {
        return derivativeReadsResult()
                ? Functions.derivativeFromResult(function, kept, slope)
                : Functions.derivative(function, kept, slope);
    }

    @Override
    public String name() {
        return "activate";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(inputs.get(0));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> {
            var kept = Functions.derivativeReadsResult(function) ? b.result(0) : b.input(0);
            b.give(0, b.make(new Gradient(function, slope), dy, kept));
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(KernelCall.of(
                        "ActivationKernels",
                        "forward",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.size(inputs.get(0).shape().size()),
                        activation(),
                        KernelCall.real(slope))
                .bySample());
    }

    /** The function as an argument of a kernel. */
    KernelCall.Argument activation() {
        return new KernelCall.Argument.Named("Activations", function.name());
    }

    @Override
    public void reference(Reference r) {
        for (int i = 0; i < r.result(0).length; i++) {
            r.result(0)[i] = apply(r.input(0)[i]);
        }
    }

    /** {@code dx = dy f'(x)}, where {@code f'} is computed from the result or from the argument. */
    public record Gradient(ActivationFunction function, float slope) implements Primitive.Elementwise {
        /** The function whose gradient this is. */
        public Activate activate() {
            return new Activate(function, slope);
        }

        @Override
        public String name() {
            return "activate_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                            "ActivationKernels",
                            "backward",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelCall.size(inputs.get(0).shape().size()),
                            new KernelCall.Argument.Named("Activations", function.name()),
                            KernelCall.real(slope))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            Activate activate = activate();
            for (int i = 0; i < r.result(0).length; i++) {
                r.result(0)[i] = r.input(0)[i] * activate.derivative(r.input(1)[i]);
            }
        }
    }
}
