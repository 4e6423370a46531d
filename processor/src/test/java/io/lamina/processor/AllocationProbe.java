package io.lamina.processor;

import com.sun.management.ThreadMXBean;
import io.lamina.Convention;
import io.lamina.runtime.Batch;
import io.lamina.runtime.PredictionModel;
import io.lamina.runtime.TrainingModel;
import io.lamina.runtime.Workspace;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Runs in a JVM of its own: trains and predicts until {@code args[0]} steps allocate nothing, or gives up. */
final class AllocationProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BATCH = 4;

    private AllocationProbe() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        int quiet = Integer.parseInt(args[0]);
        int most = Integer.parseInt(args[1]);
        Declared declared = ExampleModels.digits(Convention.KERAS);
        GeneratedModel model = GeneratedModel.of(declared.build());
        TrainingModel training = model.training();
        int threads = Integer.parseInt(args[2]);
        training.setThreads(threads);
        Batch batch = Batch.forTraining(training.info(), BATCH);
        batch.setSize(BATCH);
        PredictionModel inference = model.inference();
        Workspace workspace = inference.workspace(BATCH, threads);
        float[][] outputs = {new float[BATCH * 10]};
        report("step", stepsUntilQuiet(() -> training.step(batch), quiet, most));
        report("evaluate", stepsUntilQuiet(() -> training.evaluate(batch), quiet, most));
        report("predict", stepsUntilQuiet(() -> inference.predict(workspace, batch, outputs), quiet, most));
    }

    private static void report(String what, int steps) {
        System.out.println(what + "=" + steps);
    }

    /** After how many calls there begin {@code quiet} calls that allocate nothing; -1 where that never comes. */
    private static int stepsUntilQuiet(Runnable call, int quiet, int most) {
        call.run();
        long[] threads = ownThreads();
        allocated(threads);
        int silent = 0;
        for (int step = 1; step < most; step++) {
            long before = allocated(threads);
            call.run();
            silent = allocated(threads) == before ? silent + 1 : 0;
            if (silent == quiet) {
                return step + 1 - quiet;
            }
        }
        return -1;
    }

    /** Bytes of all threads; asked one by one, as the answer for several is an array. */
    private static long allocated(long[] threads) {
        long bytes = 0;
        for (long thread : threads) {
            bytes += THREADS.getThreadAllocatedBytes(thread);
        }
        return bytes;
    }

    /** The caller and the threads that share its calls; they are alive as long as calls follow each other. */
    private static long[] ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread == Thread.currentThread() || thread.getName().startsWith("lamina-"))
                .mapToLong(Thread::getId)
                .toArray();
    }
}
