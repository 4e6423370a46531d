package io.lamina.processor;

import com.sun.management.ThreadMXBean;
import io.lamina.runtime.Adam;
import io.lamina.runtime.Initializer;
import io.lamina.runtime.ParameterTable;
import io.lamina.runtime.ParameterTable.Group;
import io.lamina.runtime.kernels.Activations;
import io.lamina.runtime.kernels.DenseKernels;
import io.lamina.runtime.kernels.SoftmaxKernels;
import java.lang.management.ManagementFactory;

/**
 * What a training step does once: a classifier's product, its softmax, its weights' gradient, and an optimizer's sweep. Prints the step from
 * which on {@link #QUIET} steps allocate nothing. {@link AllocationTest} starts it.
 */
final class ClassifierAllocationProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int QUIET = 200;
    private static final int MOST = 5_000;
    private static final int INPUTS = 130;
    private static final int CLASSES = 10;

    private final int rows;
    private final float[] x;
    private final float[] p;
    private final float[] weights = new float[INPUTS * CLASSES];
    private final float[] gradient = new float[INPUTS * CLASSES];
    private final float[] bias = new float[CLASSES];
    private final float[] scratch;
    private final Adam optimizer = Adam.builder().build();

    /** The argument is the number of rows. */
    public static void main(String[] args) {
        System.out.println("quiet=" + new ClassifierAllocationProbe(Integer.parseInt(args[0])).firstQuietStep());
    }

    private ClassifierAllocationProbe(int rows) {
        this.rows = rows;
        x = new float[rows * INPUTS];
        p = new float[rows * CLASSES];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 7 - 3;
        }
        scratch = new float[Math.max(DenseKernels.scratch(CLASSES, INPUTS), DenseKernels.scratch(CLASSES, rows))];
        optimizer.bind(ParameterTable.builder("Classifier")
                .add("weight", Group.DECAYED, 0, new int[] {INPUTS, CLASSES}, Initializer.zeros())
                .build());
    }

    private void step() {
        DenseKernels.forward(
                p, 0, x, 0, weights, 0, bias, 0, scratch, 0, rows, INPUTS, CLASSES, Activations.LINEAR, 0f);
        SoftmaxKernels.forward(p, 0, p, 0, rows, CLASSES);
        DenseKernels.backwardWeights(gradient, 0, x, 0, p, 0, scratch, 0, rows, INPUTS, CLASSES, 0, INPUTS);
        optimizer.apply(weights, gradient);
    }

    private int firstQuietStep() {
        int silent = 0;
        for (int step = 1; step <= MOST; step++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            step();
            silent = THREADS.getCurrentThreadAllocatedBytes() == before ? silent + 1 : 0;
            if (silent == QUIET) {
                return step + 1 - QUIET;
            }
        }
        return MOST;
    }
}
