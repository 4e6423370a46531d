package io.lamina.processor;

import com.sun.management.ThreadMXBean;
import io.lamina.Convention;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.runtime.Adam;
import io.lamina.runtime.Batch;
import io.lamina.runtime.Optimizer;
import io.lamina.runtime.PredictionModel;
import io.lamina.runtime.Sgd;
import io.lamina.runtime.TensorInfo;
import io.lamina.runtime.TrainingModel;
import io.lamina.runtime.Workspace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs in a JVM of its own: steps, evaluates and predicts with each model until {@code args[0]} calls in a row allocate
 * nothing, for at most {@code args[1]} seconds of its own time each, and prints after how many calls that began. The others
 * are the number of threads and the models: {@code digits}, or {@code all}: of images, vectors and sequences.
 */
final class AllocationProbe {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BATCH = 4;

    private final int quiet;
    private final long nanos;
    private final int threads;

    private AllocationProbe(int quiet, int seconds, int threads) {
        this.quiet = quiet;
        this.nanos = seconds * 1_000_000_000L;
        this.threads = threads;
    }

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        AllocationProbe probe =
                new AllocationProbe(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        List<ModelDeclaration> models = new ArrayList<>();
        if (args[3].equals("all")) {
            List.of(
                            ExampleModels.mlp(Convention.KERAS),
                            ExampleModels.digits(Convention.KERAS),
                            ExampleModels.residual(Convention.KERAS),
                            ExampleModels.several(Convention.KERAS),
                            ExampleModels.frames(Convention.KERAS),
                            ExampleModels.depthwise(Convention.KERAS),
                            ExampleModels.sharedNodes(Convention.KERAS),
                            ExampleModels.learnedTargets(Convention.KERAS),
                            ExampleModels.readTwice(Convention.KERAS),
                            ExampleModels.wide(),
                            SequenceModels.wideSteps())
                    .forEach(model -> models.add(model.build()));
        } else {
            models.add(ExampleModels.digits(Convention.KERAS).build());
        }
        boolean adam = false;
        for (GeneratedModel model : GeneratedModel.ofAll(models)) {
            probe.run(
                    model,
                    adam
                            ? Adam.builder().weightDecay(0.01f).build()
                            : Sgd.builder().learningRate(0.01f).momentum(0.9f).build());
            adam = !adam;
        }
    }

    private void run(GeneratedModel model, Optimizer optimizer) throws ReflectiveOperationException {
        TrainingModel training = model.training(optimizer);
        training.setThreads(threads);
        Batch batch = Batch.forTraining(training.info(), BATCH);
        batch.setSize(BATCH);
        PredictionModel inference = model.inference();
        Workspace workspace = inference.workspace(BATCH, threads);
        float[][] outputs = inference.info().outputs().stream()
                .mapToInt(TensorInfo::size)
                .mapToObj(size -> new float[BATCH * size])
                .toArray(float[][]::new);
        report(model, "step", () -> training.step(batch));
        report(model, "evaluate", () -> training.evaluate(batch));
        report(model, "predict", () -> inference.predict(workspace, batch, outputs));
    }

    private void report(GeneratedModel model, String what, Runnable call) {
        System.out.println(model.name() + "." + what + "=" + callsUntilQuiet(call));
    }

    /** After how many calls there begin {@code quiet} calls that allocate nothing; -1 where that never comes. */
    private int callsUntilQuiet(Runnable call) {
        call.run();
        long[] ids = ownThreads();
        allocated(ids);
        long end = THREADS.getCurrentThreadCpuTime() + nanos;
        int silent = 0;
        for (int calls = 1; THREADS.getCurrentThreadCpuTime() < end; calls++) {
            long before = allocated(ids);
            call.run();
            silent = allocated(ids) == before ? silent + 1 : 0;
            if (silent == quiet) {
                return calls + 1 - quiet;
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
