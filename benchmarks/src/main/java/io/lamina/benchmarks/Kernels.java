package io.lamina.benchmarks;

import io.lamina.runtime.CounterRandom;
import io.lamina.runtime.kernels.Activations;
import io.lamina.runtime.kernels.Conv2dGeometry;
import io.lamina.runtime.kernels.Conv2dKernels;
import io.lamina.runtime.kernels.DenseKernels;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kernels on the shapes of the cases, in GFLOP/s and as shares of what the core can do, which is measured first. */
@Command(
        name = "kernels",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Prints the speed of matrix products and convolutions, forward and backward, on one thread.")
public final class Kernels implements Callable<Integer> {
    private static final double GIGA = 1e9;
    private static final double MILLIS = 1e-3;

    @Option(names = "--seconds", description = "How long each kernel is measured, after a warm-up of the same length.")
    private double seconds = 1;

    private double peak;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Kernels()).execute(arguments));
    }

    @Override
    public Integer call() {
        peak = PeakProbe.gigaflops();
        System.out.printf(Locale.ROOT, "peak %.1f GFLOP/s%n", peak);
        for (int[] size :
                new int[][] {{64, 64, 64}, {128, 128, 128}, {256, 256, 256}, {512, 512, 512}, {64, 1600, 128}}) {
            dense(size[0], size[1], size[2]);
        }
        convolution("28x28x1 to 32, batch 64", 64, geometry(28, 1, 32, 0, 1, 3));
        convolution("13x13x32 to 64, batch 64", 64, geometry(13, 32, 64, 0, 1, 3));
        convolution("32x32x32 to 32, pad 1, batch 32", 32, geometry(32, 32, 32, 1, 1, 3));
        convolution("32x32x32 to 64, pad 1, stride 2, batch 32", 32, geometry(32, 32, 64, 1, 2, 3));
        convolution("32x32x32 to 64, 1x1, stride 2, batch 32", 32, geometry(32, 32, 64, 0, 2, 1));
        return CommandLine.ExitCode.OK;
    }

    private static Conv2dGeometry geometry(int side, int in, int out, int pad, int stride, int kernel) {
        int result = (side + 2 * pad - kernel) / stride + 1;
        return new Conv2dGeometry(
                side, side, in, result, result, out, kernel, kernel, stride, stride, pad, pad, 1, 1, 1);
    }

    private void dense(int n, int in, int out) {
        float[] x = random(n * in);
        float[] w = random(in * out);
        float[] b = random(out);
        float[] y = random(n * out);
        float[] dx = new float[n * in];
        float[] dw = new float[in * out];
        double flops = 2.0 * n * in * out;
        String what = "dense " + n + "x" + in + "x" + out;
        float[] scratch = new float[DenseKernels.scratch(Math.max(in, out)) + DenseKernels.weightScratch()];
        print(
                what,
                flops,
                () -> DenseKernels.forward(y, 0, x, 0, w, 0, b, 0, scratch, 0, n, in, out, Activations.RELU, 0));
        print(
                what + " input gradient",
                flops,
                () -> DenseKernels.backwardInput(dx, 0, y, 0, w, 0, scratch, 0, n, in, out));
        print(
                what + " weight gradient",
                flops,
                () -> DenseKernels.backwardWeights(dw, 0, x, 0, y, 0, scratch, 0, n, in, out, 0, in));
    }

    private void convolution(String shape, int n, Conv2dGeometry g) {
        int weights = g.kH * g.kW * g.inC * g.outC;
        float[] x = random(n * g.inH * g.inW * g.inC);
        float[] w = random(weights);
        float[] b = random(g.outC);
        float[] y = random(n * g.outH * g.outW * g.outC);
        float[] dx = new float[x.length];
        float[] dw = new float[weights];
        double flops = 2.0 * n * g.outH * g.outW * weights;
        String what = "conv2d " + shape;
        float[] scratch = new float
                [Math.max(
                        Conv2dKernels.scratch(g),
                        Math.max(Conv2dKernels.inputScratch(g), Conv2dKernels.weightScratch(g)))];
        print(what, flops, () -> Conv2dKernels.forward(y, 0, x, 0, w, 0, b, 0, scratch, 0, n, g, Activations.RELU, 0));
        print(what + " input gradient", flops, () -> Conv2dKernels.backwardInput(dx, 0, y, 0, w, 0, scratch, 0, n, g));
        print(
                what + " weight gradient",
                flops,
                () -> Conv2dKernels.backwardWeights(dw, 0, x, 0, y, 0, scratch, 0, n, g, 0, weights / g.outC));
    }

    private void print(String what, double flops, Runnable kernel) {
        double speed = flops / (Timer.median(kernel, seconds) * MILLIS) / GIGA;
        System.out.printf(Locale.ROOT, "%-60s %8.1f GFLOP/s  %3.0f %% of peak%n", what, speed, 100 * speed / peak);
    }

    private static float[] random(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = CounterRandom.uniform(0, i) - 0.5f;
        }
        return values;
    }
}
