package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * {@link Conv2d.BackwardWeights} of a {@link MaxPool2d.Gradient} that nobody else wants, as in a first layer: inputs x, the gradient by the maxima, and
 * their places. Made by fusion.
 *
 * @param convolution of one group
 * @param pool over its result
 */
public record PooledConv2dWeights(Conv2d.BackwardWeights convolution, MaxPool2d pool) implements Primitive {
    /** Input channels and output pixels in a row for which there is a kernel, as in {@code Conv2dGeometry}. */
    private static final int MOST_CHANNELS = 4;

    private static final int LEAST_WIDTH = 12;
    private static final int MOST_WIDTH = 240;

    /** Filters in the widest vector. */
    private static final int LANES = 16;

    /** Whether this is what the kernels have a way for: 3x3 kernels over few channels, and windows of 2x2 side by side. */
    public static boolean pays(Conv2d.BackwardWeights convolution, MaxPool2d pool, Shape images, Shape gradient) {
        boolean kernel = convolution.window().isDense(3) && convolution.groups() == 1;
        boolean channels =
                images.dim(-1).asInt() <= MOST_CHANNELS && gradient.dim(-1).asInt() % LANES == 0;
        if (!kernel
                || !channels
                || !pool.window().isTiles(2)
                || !gradient.dim(-2).isConstant()) {
            return false;
        }
        int width = gradient.dim(-2).asInt();
        return width >= LEAST_WIDTH && width <= MOST_WIDTH;
    }

    @Override
    public String name() {
        return "pooled_conv2d_backward_weights";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return convolution.results(unpooled(inputs));
    }

    /** The inputs of the convolution's gradient. */
    private List<TensorType> unpooled(List<TensorType> inputs) {
        Shape product = product(inputs.get(0), inputs.get(1));
        return List.of(inputs.get(0), TensorType.f32(product));
    }

    private Shape product(TensorType images, TensorType maxima) {
        return convolution.window().over(images.shape(), maxima.shape().dim(-1));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        List<TensorType> unpooled = unpooled(inputs);
        Shape product = unpooled.get(1).shape();
        Shape weights = results(inputs).get(0).shape();
        KernelCall parts = KernelCall.of(
                "PooledConv2dKernels",
                "backwardWeightsByChunk",
                KernelCall.result(1),
                KernelCall.input(0),
                KernelCall.input(1),
                KernelCall.input(2),
                KernelScratch.scratch(KernelScratch.pooledWeights(
                        convolution.window(),
                        weights,
                        pool.window().kernelHeight(),
                        product.dim(-2).asInt())),
                KernelCall.size(product.leading(3).size()),
                Conv2d.geometry(convolution.window(), inputs.get(0).shape(), product, 1),
                pool.geometry(product));
        return convolution.inChunks(parts, weights);
    }

    @Override
    public void reference(Reference r) {
        Shape images = r.inputType(0).shape();
        Shape product = product(r.inputType(0), r.inputType(1));
        double[] dy = new double[r.size(product.size())];
        pool.spread(r, r.input(1), r.input(2), product, dy);
        Conv2d.Taps taps = new Conv2d.Taps(r, images, r.resultType(0).shape(), convolution.window(), 1);
        taps.forEach(r.size(images.leading(3).size()), (y, x, w) -> r.result(0)[w] += r.input(0)[x] * dy[y]);
    }
}
