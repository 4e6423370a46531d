package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * The mean of each window per channel, x[..., H, W, C].
 *
 * @param countPadding whether padded places count as zeros (PyTorch) or not at all (Keras)
 */
public record AvgPool2d(Spatial window, boolean countPadding) implements Primitive {
    @Override
    public String name() {
        return "avg_pool2d";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        Shape in = inputs.get(0).shape();
        return List.of(TensorType.f32(window.over(in, in.dim(-1))));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> b.give(0, b.make(new Gradient(this, b.type(0)), dy)));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(call("avgForward", inputs.get(0).shape()));
    }

    private KernelCall call(String method, Shape in) {
        return KernelCall.of(
                        "Pool2dKernels",
                        method,
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.size(in.leading(3).size()),
                        new KernelCall.Argument.Geometry("Pool2dGeometry", window.poolGeometry(in, countPadding)))
                .bySample();
    }

    @Override
    public void reference(Reference r) {
        forEach(r, r.inputType(0).shape(), (y, x, share) -> r.result(0)[y] += r.input(0)[x] * share);
    }

    /** One input's share in one result. */
    private interface Part {
        void at(int y, int x, double share);
    }

    private void forEach(Reference r, Shape in, Part part) {
        int channels = in.dim(-1).asInt();
        int height = in.dim(-3).asInt();
        int width = r.size(in.dim(-2));
        int[] count = new int[window.outHeight(height) * window.outWidth(width)];
        window.forEachTap(height, width, (out, place, kernel) -> count[out]++);
        int images = r.size(in.leading(3).size());
        for (int image = 0; image < images; image++) {
            int firstIn = image * height * width;
            int firstOut = image * count.length;
            window.forEachTap(height, width, (out, place, kernel) -> {
                int divisor = countPadding ? window.kernelHeight() * window.kernelWidth() : count[out];
                for (int c = 0; c < channels; c++) {
                    part.at((firstOut + out) * channels + c, (firstIn + place) * channels + c, 1.0 / divisor);
                }
            });
        }
    }

    /**
     * Spreads each gradient over its window.
     *
     * @param in the type of x
     */
    public record Gradient(AvgPool2d pool, TensorType in) implements Primitive {
        @Override
        public String name() {
            return "avg_pool2d_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(in);
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(pool.call("avgBackward", in.shape()));
        }

        @Override
        public void reference(Reference r) {
            pool.forEach(r, in.shape(), (y, x, share) -> r.result(0)[x] += r.input(0)[y] * share);
        }
    }
}
