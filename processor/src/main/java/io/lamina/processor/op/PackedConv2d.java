package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution by weights that {@link Pack} has laid out; made by fusion where the weights follow from parameters alone.
 *
 * @param convolution with its bias, function and pool
 * @param weights the type of the weights before they were packed
 */
public record PackedConv2d(Conv2d convolution, TensorType weights) implements Primitive {
    private static final String KERNELS = "PackedConv2dKernels";

    @Override
    public String name() {
        return "packed_conv2d";
    }

    @Override
    public String toString() {
        return "Packed" + convolution;
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return convolution.results(unpacked(inputs));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return convolution.kernel(unpacked(inputs)).stream()
                .map(call -> new KernelCall(KERNELS, call.method(), call.arguments(), call.partition()))
                .toList();
    }

    private List<TensorType> unpacked(List<TensorType> inputs) {
        List<TensorType> types = new ArrayList<>(inputs);
        types.set(1, weights);
        return types;
    }

    @Override
    public void reference(Reference r) {
        convolution.reference(r, weights.shape());
    }

    /**
     * Weights in the order in which the kernels read them; the reference leaves them as they are, with zeros behind them.
     *
     * @param convolution whose weights they are
     * @param images the type of its images
     */
    public record Pack(Conv2d convolution, TensorType images) implements Primitive {
        @Override
        public String name() {
            return "pack";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            int floats = KernelScratch.packedConvolution(
                    convolution.window(), inputs.get(0).shape(), convolution.groups());
            return List.of(TensorType.f32(Shape.of(Dim.of(floats))));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            List<TensorType> types = List.of(images, inputs.get(0));
            return List.of(KernelCall.of(
                    KERNELS,
                    "pack",
                    KernelCall.result(0),
                    KernelCall.input(0),
                    KernelScratch.scratch(KernelScratch.packingConvolution(
                            convolution.window(), inputs.get(0).shape(), convolution.groups())),
                    Conv2d.geometry(
                            convolution.window(), images.shape(), convolution.product(types), convolution.groups()),
                    KernelCall.flag(convolution.pool().stream().allMatch(this::isTiled))));
        }

        /** Whether a pool may run over the convolution's tiles: its windows do not overlap, and those of the convolution follow pixel by pixel. */
        private boolean isTiled(MaxPool2d pool) {
            boolean apart = pool.window().strideHeight() >= pool.window().kernelHeight();
            return apart && convolution.window().strideHeight() == 1;
        }

        @Override
        public void reference(Reference r) {
            System.arraycopy(r.input(0), 0, r.result(0), 0, r.input(0).length);
        }
    }
}
