package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code y = f(pool(x * W) + b)}, channels last: inputs x[..., H, W, C], W[KH, KW, C / groups, F] and, where there is one,
 * b[F]. With a pool the convolution's own result is never stored, and the second result says where each maximum was.
 *
 * @param bias whether a bias is added; set by fusion
 * @param function applied to the result; set by fusion
 * @param pool a max-pooling of the product; set by fusion
 */
public record Conv2d(Spatial window, int groups, boolean bias, Activate function, Optional<MaxPool2d> pool)
        implements Primitive {
    /** The bare convolution. */
    public static Conv2d product(Spatial window, int groups) {
        return new Conv2d(window, groups, false, Activate.LINEAR, Optional.empty());
    }

    /** {@code Conv2d[3x3 pad 1,1,1,1, bias, relu, pool 2x2 stride 2x2]}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(window.toString()));
        if (groups > 1) {
            parts.add("groups " + groups);
        }
        String epilogue = Dense.epilogue(bias, function);
        if (!epilogue.isEmpty()) {
            parts.add(epilogue);
        }
        pool.ifPresent(p -> parts.add("pool " + p.window()));
        return "Conv2d[" + String.join(", ", parts) + "]";
    }

    @Override
    public String name() {
        return "conv2d";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        TensorType product = TensorType.f32(product(inputs));
        return pool.map(p -> p.results(List.of(product))).orElse(List.of(product));
    }

    /** The shape of the convolution without its pool. */
    Shape product(List<TensorType> inputs) {
        return window.over(inputs.get(0).shape(), inputs.get(1).shape().dim(-1));
    }

    @Override
    public void gradient(Backward b) {
        if (bias || !function.isLinear() || pool.isPresent()) {
            Primitive.super.gradient(b);
        }
        b.grad(0).ifPresent(dy -> {
            if (b.needs(0)) {
                b.give(0, b.make(new BackwardInput(window, groups, b.type(0)), dy, b.input(1)));
            }
            if (b.needs(1)) {
                b.give(
                        1,
                        b.makeAll(new BackwardWeights(window, groups), b.input(0), dy)
                                .get(0));
            }
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        List<KernelCall.Argument> arguments = new ArrayList<>();
        arguments.add(KernelCall.result(0));
        pool.ifPresent(p -> arguments.add(new KernelCall.Argument.OptionalResult(1)));
        arguments.add(KernelCall.input(0));
        arguments.add(KernelCall.input(1));
        arguments.add(bias ? KernelCall.input(2) : new KernelCall.Argument.Absent());
        Shape product = product(inputs);
        arguments.add(KernelScratch.scratch(forwardScratch(inputs)));
        arguments.add(KernelCall.size(product.leading(3).size()));
        arguments.add(geometry(window, inputs.get(0).shape(), product, groups));
        pool.ifPresent(p -> arguments.add(p.geometry(product)));
        arguments.add(function.activation());
        arguments.add(KernelCall.real(function.slope()));
        String method = pool.isPresent() ? "forwardMaxPool" : "forward";
        return List.of(KernelCall.of("Conv2dKernels", method, arguments.toArray(new KernelCall.Argument[0]))
                .bySample());
    }

    private int forwardScratch(List<TensorType> inputs) {
        Shape product = product(inputs);
        Shape weights = inputs.get(1).shape();
        int convolution = KernelScratch.convolution(window, weights, groups);
        return convolution
                + pool.map(p -> KernelScratch.pooled(
                                KernelScratch.patch(weights),
                                product.dim(-2).asInt(),
                                product.dim(-1).asInt(),
                                p.window().kernelHeight(),
                                p.window().strideHeight()))
                        .orElse(0);
    }

    static KernelCall.Argument geometry(Spatial window, Shape in, Shape out, int groups) {
        return new KernelCall.Argument.Geometry(
                "Conv2dGeometry", window.geometry(in, out.dim(-1).asInt(), groups));
    }

    @Override
    public void reference(Reference r) {
        reference(r, r.inputType(1).shape());
    }

    /** The computation by the weights that begin the second input. */
    void reference(Reference r, Shape weights) {
        Taps taps = new Taps(r, r.inputType(0).shape(), weights, window, groups);
        int images = r.size(r.inputType(0).shape().leading(3).size());
        double[] product = new double[images * taps.outPlane * taps.filters];
        taps.forEach(images, (y, x, w) -> product[y] += r.input(0)[x] * r.input(1)[w]);
        double[] y = product;
        if (pool.isPresent()) {
            y = r.result(0);
            Shape shape = window.over(r.inputType(0).shape(), Dim.of(taps.filters));
            pool.get().pool(r, product, shape, images, y, r.result(1));
        }
        for (int i = 0; i < y.length; i++) {
            r.result(0)[i] = function.apply(y[i] + (bias ? r.input(2)[i % taps.filters] : 0));
        }
    }

    /** Every product of an input and a weight that a convolution sums, by the places of result, input and weight. */
    record Taps(Spatial window, int inHeight, int inWidth, int channels, int filters, int groups, int outPlane) {
        Taps(Reference r, Shape in, Shape weights, Spatial window, int groups) {
            this(
                    window,
                    in.dim(-3).asInt(),
                    r.size(in.dim(-2)),
                    in.dim(-1).asInt(),
                    weights.dim(-1).asInt(),
                    groups,
                    window.outHeight(in.dim(-3).asInt()) * window.outWidth(r.size(in.dim(-2))));
        }

        void forEach(int images, Spatial.Tap product) {
            int perGroup = channels / groups;
            int filtersPerGroup = filters / groups;
            for (int image = 0; image < images; image++) {
                int firstOut = image * outPlane;
                int firstIn = image * inHeight * inWidth;
                window.forEachTap(inHeight, inWidth, (out, in, kernel) -> {
                    for (int f = 0; f < filters; f++) {
                        int group = f / filtersPerGroup;
                        for (int c = 0; c < perGroup; c++) {
                            product.at(
                                    (firstOut + out) * filters + f,
                                    (firstIn + in) * channels + group * perGroup + c,
                                    (kernel * perGroup + c) * filters + f);
                        }
                    }
                });
            }
        }
    }

    /**
     * The gradient with respect to x, and a transposed convolution's forward: inputs dy, W and, where there is one, a tensor like x that
     * it is added to.
     *
     * @param in the type of x
     * @param residual whether a tensor is added; set by fusion
     */
    public record BackwardInput(Spatial window, int groups, TensorType in, boolean residual) implements Primitive {
        public BackwardInput(Spatial window, int groups, TensorType in) {
            this(window, groups, in, false);
        }

        /** {@code BackwardInput[1x1 stride 2x2, residual]}. */
        @Override
        public String toString() {
            return "BackwardInput[" + window + (groups > 1 ? ", groups " + groups : "") + (residual ? ", residual" : "")
                    + "]";
        }

        @Override
        public String name() {
            return "conv2d_backward_input";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(in);
        }

        /** In place of what it is added to: each element is read before it is written. */
        @Override
        public boolean mayOverwrite(int result, int input) {
            return input == 2;
        }

        /** Of a transposed convolution, whose forward this is. */
        @Override
        public void gradient(Backward b) {
            if (residual) {
                Primitive.super.gradient(b);
            }
            b.grad(0).ifPresent(dx -> {
                if (b.needs(0)) {
                    b.give(0, b.make(product(window, groups), dx, b.input(1)));
                }
                if (b.needs(1)) {
                    b.give(
                            1,
                            b.makeAll(new BackwardWeights(window, groups), dx, b.input(0))
                                    .get(0));
                }
            });
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            List<KernelCall.Argument> arguments =
                    new ArrayList<>(List.of(KernelCall.result(0), KernelCall.input(0), KernelCall.input(1)));
            if (residual) {
                arguments.add(KernelCall.input(2));
            }
            Shape weights = inputs.get(1).shape();
            arguments.add(KernelScratch.scratch(KernelScratch.convolutionInput(window, weights, groups)));
            arguments.add(KernelCall.size(in.shape().leading(3).size()));
            arguments.add(Conv2d.geometry(window, in.shape(), inputs.get(0).shape(), groups));
            String method = residual ? "addBackwardInput" : "backwardInput";
            return List.of(KernelCall.of("Conv2dKernels", method, arguments.toArray(new KernelCall.Argument[0]))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            if (residual) {
                System.arraycopy(r.input(2), 0, r.result(0), 0, r.result(0).length);
            }
            Taps taps = new Taps(r, in.shape(), r.inputType(1).shape(), window, groups);
            taps.forEach(
                    r.size(in.shape().leading(3).size()), (y, x, w) -> r.result(0)[x] += r.input(0)[y] * r.input(1)[w]);
        }
    }

    /**
     * The gradient with respect to W: inputs x and dy. The second result, where there is one, is the gradients of some runs of images apart: so
     * threads need not all lay out the same patches, or transform the same images.
     */
    public record BackwardWeights(Spatial window, int groups) implements Primitive {
        /** Runs of images, {@code Conv2dKernels.CHUNKS}. */
        private static final int CHUNKS = 4;

        /** Weights up to which laying out takes a share of the time that is worth it, and the parts little memory. */
        private static final int MOST_WEIGHTS = 1 << 17;

        /** Columns that threads cut sums of parts at. */
        private static final int COLUMNS = 16;

        @Override
        public String name() {
            return "conv2d_backward_weights";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            Shape weights = weights(inputs);
            return inChunks(weights)
                    ? List.of(TensorType.f32(weights), TensorType.f32(Shape.of(Dim.of(CHUNKS), weights.size())))
                    : List.of(TensorType.f32(weights));
        }

        private Shape weights(List<TensorType> inputs) {
            return Shape.of(
                    Dim.of(window.kernelHeight()),
                    Dim.of(window.kernelWidth()),
                    inputs.get(0).shape().dim(-1).floorDiv(groups),
                    inputs.get(1).shape().dim(-1));
        }

        /** Not a plain product of matrices, nor one that is large. */
        private boolean inChunks(Shape weights) {
            boolean pointwise = window.kernelHeight() * window.kernelWidth() == 1
                    && window.strideHeight() * window.strideWidth() == 1;
            return groups == 1 && !pointwise && weights.size().asInt() <= MOST_WEIGHTS;
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            Shape weights = weights(inputs);
            if (!inChunks(weights)) {
                int rows = KernelScratch.patch(weights);
                return List.of(call("backwardWeights", inputs, weights).byRange(Dim.of(rows), Dense.TILE_ROWS));
            }
            return inChunks(call("backwardWeightsByChunk", inputs, weights), weights);
        }

        /** A call that computes the parts, and the one that adds them up. */
        List<KernelCall> inChunks(KernelCall parts, Shape weights) {
            int rows = KernelScratch.patch(weights);
            int whole = (rows + Dense.TILE_ROWS - 1) / Dense.TILE_ROWS * Dense.TILE_ROWS;
            KernelCall sum = KernelCall.of(
                    "ReduceKernels",
                    "sumRows",
                    KernelCall.result(0),
                    KernelCall.made(1),
                    KernelCall.size(Dim.of(CHUNKS)),
                    KernelCall.size(weights.size()));
            return List.of(
                    parts.byRange(Dim.of((long) CHUNKS * whole), Dense.TILE_ROWS),
                    sum.byRange(weights.size(), COLUMNS));
        }

        private KernelCall call(String method, List<TensorType> inputs, Shape weights) {
            Shape in = inputs.get(0).shape();
            return KernelCall.of(
                    "Conv2dKernels",
                    method,
                    KernelCall.result(inChunks(weights) ? 1 : 0),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    KernelScratch.scratch(KernelScratch.convolutionWeights(window, weights, groups)),
                    KernelCall.size(in.leading(3).size()),
                    Conv2d.geometry(window, in, inputs.get(1).shape(), groups));
        }

        @Override
        public void reference(Reference r) {
            Shape in = r.inputType(0).shape();
            Taps taps = new Taps(r, in, r.resultType(0).shape(), window, groups);
            taps.forEach(r.size(in.leading(3).size()), (y, x, w) -> r.result(0)[w] += r.input(0)[x] * r.input(1)[y]);
        }
    }
}
