package io.lamina.processor;

import com.sun.management.ThreadMXBean;
import io.lamina.runtime.kernels.ActivationKernels;
import io.lamina.runtime.kernels.Activations;
import io.lamina.runtime.kernels.Kernels;
import io.lamina.runtime.kernels.LossKernels;
import io.lamina.runtime.kernels.Pool2dGeometry;
import io.lamina.runtime.kernels.Pool2dKernels;
import io.lamina.runtime.kernels.RandomKernels;
import io.lamina.runtime.kernels.ReduceKernels;
import io.lamina.runtime.kernels.SoftmaxKernels;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Calls kernels in turn, as a training step does, and prints those that still allocate when its time is over. A kernel is done
 * once {@link #QUIET} calls in a row allocate nothing: before the JIT compiles it its vectors are objects, and while it is
 * compiled again they are for a moment, so how many calls that takes says nothing. What is boxed in compiled code is boxed in
 * every call. {@link AllocationTest} starts it.
 */
final class KernelAllocationProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int QUIET = 200;
    private static final int TURNS = 100;

    private final Map<String, Runnable> kernels = new LinkedHashMap<>();
    private final float[] a = random(1);
    private final float[] b = random(2);
    private final float[] y = new float[50_000];
    private final int[] places = new int[50_000];
    private final int[] labels = new int[100];

    /** The argument is the time in seconds. */
    public static void main(String[] args) {
        KernelAllocationProbe allocation = new KernelAllocationProbe();
        List<String> loud = allocation.loudAfter(Integer.parseInt(args[0]) * 1_000_000_000L);
        System.out.println("kernels=" + allocation.kernels.size());
        loud.forEach(name -> System.out.println("allocates: " + name));
    }

    private KernelAllocationProbe() {
        for (int n : new int[] {13, 117, 1030}) {
            for (int function = Activations.RELU; function <= Activations.SQUARE; function++) {
                addFunction(function, n);
            }
        }
        for (int c : new int[] {3, 10, 37}) {
            addRows(8, c);
        }
        addPools("2x2", new Pool2dGeometry(9, 9, 37, 4, 4, 2, 2, 2, 2, 0, 0, false));
        addPools("3x3", new Pool2dGeometry(7, 7, 37, 4, 4, 3, 3, 2, 2, 1, 1, false));
        addPools("narrow", new Pool2dGeometry(6, 6, 3, 3, 3, 2, 2, 2, 2, 0, 0, false));
        kernels.put("sum of rows", () -> ReduceKernels.sumRows(y, 0, a, 1, 70, 37, 0, 37));
        kernels.put("dropout", () -> RandomKernels.dropout(y, 0, a, 1, 0, 117, 5L, 0.5f));
        kernels.put("dropout transposed", () -> RandomKernels.dropoutTransposed(y, 0, a, 1, 0, 3, 5, 7, 5L, 0.5f));
        kernels.put("binary cross-entropy", () -> LossKernels.binaryCrossEntropy(y, 0, y, 1, a, 1, b, 2, 50, 1f, true));
    }

    private static float[] random(long seed) {
        Random random = new Random(seed);
        float[] values = new float[50_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private void addFunction(int f, int n) {
        kernels.put("activation " + f + " of " + n, () -> ActivationKernels.forward(y, 0, a, 1, n, f, 0.1f));
        kernels.put("gradient " + f + " of " + n, () -> ActivationKernels.backward(y, 0, a, 1, b, 2, n, f, 0.1f));
    }

    private void addRows(int n, int c) {
        kernels.put("softmax " + c, () -> SoftmaxKernels.forward(y, 0, a, 1, n, c));
        kernels.put("softmax gradient " + c, () -> SoftmaxKernels.backward(y, 0, a, 1, b, 2, n, c));
        kernels.put(
                "cross-entropy " + c,
                () -> LossKernels.crossEntropy(y, 0, y, 1, y, 2, a, 1, labels, 0, n, c, 1f, 0.1f, -100, true));
        kernels.put(
                "cross-entropy gradient " + c,
                () -> LossKernels.crossEntropyBackward(y, 0, a, 1, labels, 0, b, 0, n, c, 1f, 0.1f, -100, true));
    }

    private void addPools(String name, Pool2dGeometry g) {
        int[] argmax = new int[2 * g.outH * g.outW * g.channels];
        Pool2dKernels.maxForward(y, 0, argmax, 0, a, 1, 2, g);
        kernels.put("maxima " + name, () -> Pool2dKernels.maxForward(y, 0, Kernels.NO_INTS, 0, a, 1, 2, g));
        kernels.put("maxima and places " + name, () -> Pool2dKernels.maxForward(y, 0, places, 0, a, 1, 2, g));
        kernels.put("gradient of maxima " + name, () -> Pool2dKernels.maxBackward(y, 0, b, 0, argmax, 0, 2, g));
        kernels.put("means " + name, () -> Pool2dKernels.avgForward(y, 0, a, 1, 2, g));
        kernels.put("gradient of means " + name, () -> Pool2dKernels.avgBackward(y, 0, a, 1, 2, g));
    }

    /** The time is this thread's own, as other processes may hold it up. */
    private List<String> loudAfter(long nanos) {
        long end = THREADS.getCurrentThreadCpuTime() + nanos;
        List<String> loud = new ArrayList<>(kernels.keySet());
        while (!loud.isEmpty() && THREADS.getCurrentThreadCpuTime() < end) {
            for (int turn = 0; turn < TURNS; turn++) {
                kernels.values().forEach(Runnable::run);
            }
            loud.removeIf(name -> isQuiet(kernels.get(name)));
        }
        return loud;
    }

    private static boolean isQuiet(Runnable kernel) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int call = 0; call < QUIET; call++) {
            kernel.run();
        }
        return THREADS.getThreadAllocatedBytes(thread) == before;
    }
}
