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
        Batch batch = Batch.forTraining(training.info(), BATCH);
        batch.setSize(BATCH);
        PredictionModel inference = model.inference();
        Workspace workspace = inference.workspace(BATCH);
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
        long thread = Thread.currentThread().getId();
        THREADS.getThreadAllocatedBytes(thread);
        int silent = 0;
        for (int step = 0; step < most; step++) {
            long before = THREADS.getThreadAllocatedBytes(thread);
            call.run();
            silent = THREADS.getThreadAllocatedBytes(thread) == before ? silent + 1 : 0;
            if (silent == quiet) {
                return step + 1 - quiet;
            }
        }
        return -1;
    }
}
