package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * The maximum of each window per channel, x[..., H, W, C]. The second result is the place in the input plane where each
 * maximum was; the first of equal ones wins, and padding never does.
 */
public record MaxPool2d(Spatial window) implements Primitive {
    /** Whether a convolution can hand its rows to it one band at a time: no window meets another, and none is padded. */
    public boolean fitsBehindConvolution() {
        return window.isDisjoint() && !window.isPadded();
    }

    @Override
    public String name() {
        return "max_pool2d";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        Shape in = inputs.get(0).shape();
        Shape out = window.over(in, in.dim(-1));
        return List.of(TensorType.f32(out), TensorType.i32(out));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> b.give(0, b.make(new Gradient(window, b.type(0)), dy, b.result(1))));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        Shape in = inputs.get(0).shape();
        return List.of(KernelCall.of(
                        "Pool2dKernels",
                        "maxForward",
                        KernelCall.result(0),
                        new KernelCall.Argument.OptionalResult(1),
                        KernelCall.input(0),
                        KernelCall.size(in.leading(3).size()),
                        geometry(in))
                .bySample());
    }

    KernelCall.Argument geometry(Shape in) {
        return new KernelCall.Argument.Geometry("Pool2dGeometry", window.poolGeometry(in, false));
    }

    @Override
    public void reference(Reference r) {
        Shape in = r.inputType(0).shape();
        pool(r, r.input(0), in, r.size(in.leading(3).size()), r.result(0), r.result(1));
    }

    void pool(Reference r, double[] x, Shape in, int images, double[] y, double[] argmax) {
        int channels = in.dim(-1).asInt();
        int width = r.size(in.dim(-2));
        int plane = in.dim(-3).asInt() * width;
        int outPlane = y.length / images / channels;
        Arrays.fill(argmax, -1);
        for (int image = 0; image < images; image++) {
            int firstIn = image * plane;
            int firstOut = image * outPlane;
            window.forEachTap(in.dim(-3).asInt(), width, (out, place, kernel) -> {
                for (int c = 0; c < channels; c++) {
                    int o = (firstOut + out) * channels + c;
                    double value = x[(firstIn + place) * channels + c];
                    if (argmax[o] < 0 || value > y[o]) {
                        argmax[o] = place;
                        y[o] = value;
                    }
                }
            });
        }
    }

    /** Adds each gradient to the one of the place where the maximum was. */
    void spread(Reference r, double[] dy, double[] places, Shape in, double[] dx) {
        int channels = in.dim(-1).asInt();
        int width = r.size(in.dim(-2));
        int plane = in.dim(-3).asInt() * width;
        int outPlane = window.outHeight(in.dim(-3).asInt()) * window.outWidth(width);
        for (int i = 0; i < dy.length; i++) {
            int image = i / (outPlane * channels);
            int place = image * plane + (int) places[i];
            dx[place * channels + i % channels] += dy[i];
        }
    }

    /**
     * Sends each gradient to where the maximum was: inputs dy and the places.
     *
     * @param in the type of x
     */
    public record Gradient(Spatial window, TensorType in) implements Primitive {
        @Override
        public String name() {
            return "max_pool2d_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(in);
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                            "Pool2dKernels",
                            "maxBackward",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelCall.size(in.shape().leading(3).size()),
                            new KernelCall.Argument.Geometry("Pool2dGeometry", window.poolGeometry(in.shape(), false)))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            new MaxPool2d(window).spread(r, r.input(0), r.input(1), in.shape(), r.result(0));
        }
    }
}
