package io.lamina.benchmarks;

import io.lamina.runtime.Adam;
import io.lamina.runtime.Sgd;
import io.lamina.runtime.TrainingModel;
import io.lamina.runtime.kernels.ActivationKernels;
import io.lamina.runtime.kernels.Activations;
import io.lamina.runtime.kernels.ArithmeticKernels;
import io.lamina.runtime.kernels.NormKernels;
import io.lamina.runtime.kernels.Pool2dGeometry;
import io.lamina.runtime.kernels.Pool2dKernels;
import io.lamina.runtime.kernels.ReduceKernels;
import io.lamina.runtime.kernels.SoftmaxKernels;
import java.util.ArrayList;
import java.util.List;

/** Kernels whose work is to read and write: pools, batch norm, functions, softmax, optimizers. Each operand counts once. */
final class Sweeps {
    private static final int BYTES = 4;
    /** The first activations of residual_cnn_b32: 32 images of 32x32x32. */
    private static final int PIXELS = 32 * 32 * 32;

    private static final int CHANNELS = 32;
    private static final int FLOATS = PIXELS * CHANNELS;
    private static final float EPSILON = 1e-3f;

    private final List<Workload> all = new ArrayList<>();

    private Sweeps() {}

    /** All of them. */
    static List<Workload> all() {
        Sweeps sweeps = new Sweeps();
        sweeps.pools();
        sweeps.norms();
        sweeps.elementwise();
        sweeps.rows();
        sweeps.optimizers();
        return sweeps.all;
    }

    private void add(String name, String origin, long values, java.util.function.Supplier<Runnable> call) {
        all.add(new Workload(name, name, origin, (double) BYTES * values, call));
    }

    private void pools() {
        int n = 64;
        Pool2dGeometry g = new Pool2dGeometry(26, 26, 32, 13, 13, 2, 2, 2, 2, 0, 0, false);
        int in = n * 26 * 26 * 32;
        int out = n * 13 * 13 * 32;
        String origin = "mnist_cnn_b64 pool1, 64 x 26x26x32";
        add("max pool 2x2", origin, in + 2L * out, () -> {
            float[] x = Operands.random(in);
            float[] y = new float[out];
            int[] argmax = new int[out];
            return () -> Pool2dKernels.maxForward(y, 0, argmax, 0, x, 0, n, g);
        });
        add("max pool 2x2 gradient", origin, in + 2L * out, () -> {
            float[] x = Operands.random(in);
            float[] dy = Operands.random(out);
            int[] argmax = new int[out];
            Pool2dKernels.maxForward(dy.clone(), 0, argmax, 0, x, 0, n, g);
            return () -> Pool2dKernels.maxBackward(x, 0, dy, 0, argmax, 0, n, g);
        });
        add("average pool 2x2", origin, (long) in + out, () -> {
            float[] x = Operands.random(in);
            float[] y = new float[out];
            return () -> Pool2dKernels.avgForward(y, 0, x, 0, n, g);
        });
        add("global average pool", "residual_cnn_b32 pooled, 32 x 16x16x64", 32L * 16 * 16 * 64 + 32 * 64, () -> {
            float[] x = Operands.random(32 * 16 * 16 * 64);
            float[] y = new float[32 * 64];
            return () -> ReduceKernels.meanMiddle(y, 0, x, 0, 32, 16 * 16, 64);
        });
    }

    private void norms() {
        String origin = "residual_cnn_b32 norm0, 32 x 32x32x32";
        add("batch norm", origin, 2L * FLOATS, () -> {
            float[] x = Operands.random(FLOATS);
            float[] y = new float[FLOATS];
            float[] rows = Operands.random(4 * CHANNELS);
            float[] chunks = new float[3 * NormKernels.CHUNKS * CHANNELS];
            return () -> norm(y, x, rows, chunks);
        });
        add("batch norm gradient", origin, 3L * FLOATS, () -> {
            float[] x = Operands.random(FLOATS);
            float[] dy = Operands.random(FLOATS);
            float[] dx = new float[FLOATS];
            float[] rows = Operands.random(5 * CHANNELS);
            float[] chunks = new float[3 * NormKernels.CHUNKS * CHANNELS];
            norm(dx, x, rows, chunks);
            return () -> normGradient(dx, dy, x, rows, chunks);
        });
        add("batch norm gradient behind ReLU", origin, 3L * FLOATS, () -> {
            float[] x = Operands.random(FLOATS);
            float[] dy = Operands.random(FLOATS);
            float[] dx = new float[FLOATS];
            float[] rows = Operands.random(5 * CHANNELS);
            float[] chunks = new float[3 * NormKernels.CHUNKS * CHANNELS];
            float[] scratch = new float[NormKernels.reluScratch(CHANNELS)];
            norm(dx, x, rows, chunks);
            return () -> normReluGradient(dx, dy, x, rows, chunks, scratch);
        });
    }

    private static final float[] NO_TENSOR = {};

    /** Mean, variance, gamma and beta lie in {@code rows}. */
    private static void norm(float[] y, float[] x, float[] rows, float[] chunks) {
        NormKernels.moments(chunks, 0, x, 0, PIXELS, CHANNELS, 0, NormKernels.CHUNKS);
        NormKernels.statistics(rows, 0, rows, 32, chunks, 0, PIXELS, CHANNELS);
        NormKernels.normalize(
                y,
                0,
                x,
                0,
                rows,
                64,
                rows,
                96,
                rows,
                0,
                rows,
                32,
                NO_TENSOR,
                0,
                chunks,
                0,
                PIXELS,
                CHANNELS,
                EPSILON,
                Activations.LINEAR,
                0f);
    }

    private static void normGradient(float[] dx, float[] dy, float[] x, float[] rows, float[] chunks) {
        NormKernels.gradientSums(
                chunks,
                0,
                NO_TENSOR,
                0,
                dy,
                0,
                NO_TENSOR,
                0,
                x,
                0,
                rows,
                0,
                PIXELS,
                CHANNELS,
                Activations.LINEAR,
                0f,
                0,
                NormKernels.CHUNKS);
        normGradient(dx, dy, x, rows, chunks, NO_TENSOR, 0);
    }

    private static void normReluGradient(
            float[] dx, float[] dy, float[] x, float[] rows, float[] chunks, float[] scratch) {
        NormKernels.reluGradientSums(
                chunks,
                0,
                dy,
                0,
                x,
                0,
                rows,
                64,
                rows,
                96,
                rows,
                0,
                rows,
                32,
                scratch,
                0,
                PIXELS,
                CHANNELS,
                EPSILON,
                0,
                NormKernels.CHUNKS);
        normGradient(dx, dy, x, rows, chunks, rows, 96);
    }

    /** What follows the sums of the gradient; beta where ReLU is computed again. */
    private static void normGradient(
            float[] dx, float[] dy, float[] x, float[] rows, float[] chunks, float[] beta, int bo) {
        int rest = 2 * NormKernels.CHUNKS * CHANNELS;
        NormKernels.parameterGradients(
                chunks, rest, chunks, rest + 32, chunks, rest + 64, chunks, 0, rows, 0, rows, 32, rows, 64, beta, bo,
                PIXELS, CHANNELS, EPSILON);
        NormKernels.inputGradient(dx, 0, dy, 0, x, 0, chunks, rest + 64, PIXELS, CHANNELS);
    }

    private void elementwise() {
        String origin = "residual_cnn_b32, 1,048,576 numbers";
        add("add", origin, 3L * FLOATS, () -> {
            float[] a = Operands.random(FLOATS);
            float[] b = Operands.random(FLOATS);
            float[] y = new float[FLOATS];
            return () -> ArithmeticKernels.add(y, 0, a, 0, b, 0, FLOATS);
        });
        int[] functions = {
            Activations.RELU,
            Activations.EXP,
            Activations.TANH,
            Activations.SIGMOID,
            Activations.GELU,
            Activations.SILU,
            Activations.SOFTPLUS
        };
        String[] names = {"ReLU", "exp", "tanh", "sigmoid", "GELU", "SiLU", "softplus"};
        for (int i = 0; i < functions.length; i++) {
            int function = functions[i];
            add(names[i], origin, 2L * FLOATS, () -> {
                float[] x = Operands.random(FLOATS);
                float[] y = new float[FLOATS];
                return () -> ActivationKernels.forward(y, 0, x, 0, FLOATS, function, 0f);
            });
            add(names[i] + " gradient", origin, 3L * FLOATS, () -> {
                float[] v = Operands.random(FLOATS);
                float[] dy = Operands.random(FLOATS);
                float[] dx = new float[FLOATS];
                return () -> ActivationKernels.backward(dx, 0, dy, 0, v, 0, FLOATS, function, 0f);
            });
        }
    }

    private void rows() {
        for (int[] size : new int[][] {{64, 10}, {8 * 128, 128}, {4 * 4 * 256, 256}}) {
            int n = size[0];
            int c = size[1];
            add(
                    "softmax " + n + "x" + c,
                    c == 10 ? "logits" : c == 128 ? "gpt_b8n128 words" : "cnn_attention_b4 scores",
                    2L * n * c,
                    () -> {
                        float[] x = Operands.random(n * c);
                        float[] y = new float[n * c];
                        return () -> SoftmaxKernels.forward(y, 0, x, 0, n, c);
                    });
        }
    }

    private void optimizers() {
        TrainingModel model = Case.MNIST_CNN_B64.models().training();
        int weights = model.parameters().table().trainable();
        String origin = "mnist_cnn_b64, " + weights + " weights";
        add("Adam", origin, 7L * weights, () -> {
            Adam adam = Adam.builder().build();
            adam.bind(model.parameters().table());
            float[] values = model.parameters().values().clone();
            float[] gradients = Operands.random(weights);
            return () -> adam.apply(values, gradients);
        });
        add("SGD with momentum", origin, 5L * weights, () -> {
            Sgd sgd = Sgd.builder().learningRate(1e-6f).momentum(0.9f).build();
            sgd.bind(model.parameters().table());
            float[] values = model.parameters().values().clone();
            float[] gradients = Operands.random(weights);
            return () -> sgd.apply(values, gradients);
        });
    }
}
