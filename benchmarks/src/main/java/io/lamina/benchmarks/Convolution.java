package io.lamina.benchmarks;

import static io.lamina.benchmarks.Operands.START;

import io.lamina.runtime.kernels.Activations;
import io.lamina.runtime.kernels.Conv2dGeometry;
import io.lamina.runtime.kernels.Conv2dKernels;
import io.lamina.runtime.kernels.Pool2dGeometry;
import io.lamina.runtime.kernels.Pool2dKernels;
import io.lamina.runtime.kernels.PooledConv2dKernels;
import io.lamina.runtime.kernels.ReduceKernels;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution of a batch of {@code n} square images, as it stands in a case: with bias and ReLU, or where a norm follows with neither.
 */
record Convolution(String origin, boolean normed, int n, int side, int in, int out, int kernel, int stride, int pad) {
    /** The convolutions of all cases, and a depthwise one. */
    static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        Convolution mnist1 = new Convolution("mnist_cnn_b64 conv1", false, 64, 28, 1, 32, 3, 1, 0);
        Convolution mnist2 = new Convolution("mnist_cnn_b64 conv2", false, 64, 13, 32, 64, 3, 1, 0);
        Convolution frames1 = new Convolution("cnn_lstm_b4t16 conv1", false, 64, 64, 3, 32, 3, 1, 1);
        Convolution residual = new Convolution("residual_cnn_b32 conv1, conv2", true, 32, 32, 32, 32, 3, 1, 1);
        Convolution shortcut = new Convolution("residual_cnn_b32 shortcut", true, 32, 32, 32, 64, 1, 2, 0);
        Convolution tokens1 = new Convolution("cnn_attention_b4 conv1", false, 4, 32, 3, 64, 3, 1, 1);
        mnist1.alone().first(all);
        mnist1.pooled(all);
        mnist1.pooledGradient(all);
        mnist2.layer(all);
        mnist2.pooled(all);
        new Convolution("residual_cnn_b32 conv0", true, 32, 32, 3, 32, 3, 1, 1).first(all);
        residual.layer(all);
        residual.addedGradient(all);
        new Convolution("residual_cnn_b32 conv3", true, 32, 32, 32, 64, 3, 2, 1).layer(all);
        new Convolution("residual_cnn_b32 conv4", true, 32, 16, 64, 64, 3, 1, 1).layer(all);
        shortcut.first(all);
        shortcut.addedGradient(all);
        frames1.alone().first(all);
        frames1.pooled(all);
        frames1.pooledGradient(all);
        new Convolution("cnn_lstm_b4t16 conv2", false, 64, 32, 32, 64, 3, 1, 1).layer(all);
        tokens1.alone().first(all);
        tokens1.pooled(all);
        tokens1.pooledGradient(all);
        new Convolution("cnn_attention_b4 conv2", false, 4, 16, 64, 128, 3, 1, 1).layer(all);
        return all;
    }

    private int outSide() {
        return (side + 2 * pad - kernel) / stride + 1;
    }

    private Conv2dGeometry geometry() {
        int o = outSide();
        return new Conv2dGeometry(side, side, in, o, o, out, kernel, kernel, stride, stride, pad, pad, 1, 1, 1);
    }

    private int weights() {
        return kernel * kernel * in * out;
    }

    private int inputs() {
        return n * side * side * in;
    }

    private int outputs() {
        return n * outSide() * outSide() * out;
    }

    /** The same in a model that has no pool behind it. */
    private Convolution alone() {
        return new Convolution(origin + " without its pool", normed, n, side, in, out, kernel, stride, pad);
    }

    /** Forward and both gradients. */
    private void layer(List<Workload> all) {
        first(all);
        all.add(workload("input gradient", this::inputGradient));
    }

    /** The gradient by an input that another layer reads, too: added to that one's. */
    private void addedGradient(List<Workload> all) {
        all.add(workload("input gradient added", this::addedInputGradient));
    }

    /** A convolution of the model's input, which wants no gradient. */
    private void first(List<Workload> all) {
        all.add(workload(normed ? "forward normed" : "forward", this::forward));
        all.add(workload("weight gradient", this::weightGradient));
    }

    /** Forward with ReLU and a 2x2 pool, of which the convolution's own result is not stored. */
    private void pooled(List<Workload> all) {
        all.add(workload("forward pooled", this::forwardPooled));
    }

    /** The weight gradient of the same, from the gradient by the maxima and their places. */
    private void pooledGradient(List<Workload> all) {
        all.add(workload("weight gradient pooled", this::pooledWeightGradient));
    }

    private Workload workload(String pass, java.util.function.Supplier<Runnable> call) {
        String key = "conv2d_" + pass.replace(' ', '_') + " " + n + " " + side + " " + in + " " + out + " " + kernel
                + " " + stride + " " + pad;
        String name = pass + " " + side + "x" + side + "x" + in + " to " + out + ", " + kernel + "x" + kernel
                + (pad > 0 ? " pad " + pad : "") + (stride > 1 ? " stride " + stride : "") + ", batch " + n;
        return new Workload(key, name, origin, 2.0 * n * outSide() * outSide() * weights(), call);
    }

    private Runnable forward() {
        float[] x = Operands.placed(inputs());
        float[] w = Operands.placed(weights());
        float[] b = normed ? new float[0] : Operands.placed(out);
        int activation = normed ? Activations.LINEAR : Activations.RELU;
        float[] y = Operands.room(outputs());
        Conv2dGeometry g = geometry();
        float[] scratch = Operands.room(Conv2dKernels.scratch(g));
        return () ->
                Conv2dKernels.forward(y, START, x, START, w, START, b, START, scratch, START, n, g, activation, 0f);
    }

    private Pool2dGeometry pool() {
        int o = outSide();
        return new Pool2dGeometry(o, o, out, o / 2, o / 2, 2, 2, 2, 2, 0, 0, false);
    }

    private int maxima() {
        int half = outSide() / 2;
        return n * half * half * out;
    }

    private Runnable forwardPooled() {
        float[] x = Operands.placed(inputs());
        float[] w = Operands.placed(weights());
        float[] b = Operands.placed(out);
        float[] y = Operands.room(maxima());
        int[] argmax = new int[maxima()];
        Conv2dGeometry g = geometry();
        Pool2dGeometry p = pool();
        float[] scratch = Operands.room(Conv2dKernels.poolScratch(g, p));
        return () -> Conv2dKernels.forwardMaxPool(
                y, START, argmax, 0, x, START, w, START, b, START, scratch, START, n, g, p, Activations.RELU, 0f);
    }

    private Runnable inputGradient() {
        float[] dx = Operands.room(inputs());
        float[] dy = Operands.placed(outputs());
        float[] w = Operands.placed(weights());
        Conv2dGeometry g = geometry();
        float[] scratch = Operands.room(Conv2dKernels.inputScratch(g));
        return () -> Conv2dKernels.backwardInput(dx, START, dy, START, w, START, scratch, START, n, g);
    }

    private Runnable addedInputGradient() {
        float[] dx = Operands.placed(inputs());
        float[] dy = Operands.placed(outputs());
        float[] w = Operands.placed(weights());
        Conv2dGeometry g = geometry();
        float[] scratch = Operands.room(Conv2dKernels.inputScratch(g));
        return () -> Conv2dKernels.addBackwardInput(dx, START, dy, START, w, START, dx, START, scratch, START, n, g);
    }

    private Runnable weightGradient() {
        float[] dw = Operands.room(weights());
        float[] dy = Operands.placed(outputs());
        float[] x = Operands.placed(inputs());
        Conv2dGeometry g = geometry();
        float[] scratch = Operands.room(Conv2dKernels.weightScratch(g));
        return () ->
                Conv2dKernels.backwardWeights(dw, START, x, START, dy, START, scratch, START, n, g, 0, weights() / out);
    }

    private Runnable pooledWeightGradient() {
        float[] dw = Operands.room(weights());
        float[] parts = Operands.room(Conv2dKernels.CHUNKS * weights());
        float[] dy = Operands.placed(maxima());
        float[] x = Operands.placed(inputs());
        Conv2dGeometry g = geometry();
        Pool2dGeometry p = pool();
        int[] argmax = new int[maxima()];
        Pool2dKernels.maxForward(Operands.room(maxima()), START, argmax, 0, Operands.placed(outputs()), START, n, p);
        float[] scratch = Operands.room(PooledConv2dKernels.weightScratch(g, p));
        int rows = (weights() / out + 3) / 4 * 4 * Conv2dKernels.CHUNKS;
        return () -> {
            PooledConv2dKernels.backwardWeightsByChunk(
                    parts, START, x, START, dy, START, argmax, 0, scratch, START, n, g, p, 0, rows);
            ReduceKernels.sumRows(dw, START, parts, START, Conv2dKernels.CHUNKS, weights(), 0, weights());
        };
    }
}
