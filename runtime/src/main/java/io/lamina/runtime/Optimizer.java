package io.lamina.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Changes the weights of one model, given their gradients, in one sweep over flat arrays.
 *
 * <p>An optimizer belongs to one training: its state (momenta, number of steps) is that of the weights it was
 * {@linkplain #bind bound} to. {@link #apply} allocates nothing.
 */
public abstract class Optimizer {
    /** What a weight costs, in multiply-adds of a product. */
    private static final long WORK_PER_WEIGHT = 8;

    /** Floats of a cache line: threads share none. */
    private static final int LINE = 16;

    /**
     * {@code x + SMALL - SMALL} is x rounded to a multiple of 1e-31, which changes nothing but the last digits of numbers below 1e-24. A mean that
     * decays while its gradients are 0, as of a row of an embedding that no text has or of a unit that ReLU has switched off, would
     * otherwise be subnormal after some 800 steps and for ever: each operation on such a number takes processors some 150 cycles.
     */
    static final float SMALL = 0x1p-80f;

    private final Team alone = Team.of(1);
    private final Sweep sweep = new Sweep();
    private final List<String> slots;
    private float[][] state = new float[0][];
    private ParameterTable table;
    private float learningRate;
    private long steps;

    /** With the names of the state arrays it keeps, each as long as the trained weights. */
    protected Optimizer(float learningRate, List<String> slots) {
        this.slots = Collections.unmodifiableList(new ArrayList<>(slots));
        setLearningRate(learningRate);
    }

    /** The current learning rate. */
    public final float learningRate() {
        return learningRate;
    }

    /**
     * Changes the learning rate from the next step on.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public final void setLearningRate(float rate) {
        learningRate = OptimizerArguments.notNegative("learningRate", rate);
    }

    /** Number of steps made. */
    public final long steps() {
        return steps;
    }

    /**
     * Allocates the state; called once, by the training class.
     *
     * @throws IllegalStateException if it is bound already
     */
    public final void bind(ParameterTable parameters) {
        if (table != null) {
            throw new IllegalStateException("this " + getClass().getSimpleName() + " already trains " + table.model()
                    + "; make an optimizer of its own for each training");
        }
        table = parameters;
        state = new float[slots.size()][parameters.trainable()];
    }

    /** One step: changes the first {@code trainable} values, with weight decay on the first {@code decayed}. */
    public final void apply(float[] values, float[] gradients) {
        apply(values, gradients, alone);
    }

    /** One step whose sweep is shared by the threads of a team; the result is the same to the last bit. */
    public final void apply(float[] values, float[] gradients, Team team) {
        int size = bound().trainable();
        steps++;
        sweep.values = values;
        sweep.gradients = gradients;
        team.run(sweep, WORK_PER_WEIGHT * size);
    }

    /**
     * The formula for the weights {@code [from, to)}, each by itself; threads call it at the same time for weights of their own. {@link
     * #steps()} counts this step already. Allocates nothing.
     *
     * @param decays whether weight decay applies to these weights
     */
    protected abstract void update(
            float[] values, float[] gradients, float[][] state, int from, int to, boolean decays);

    /** The arguments of a sweep, for the threads that share it. */
    private final class Sweep implements Team.Job {
        private float[] values;
        private float[] gradients;

        @Override
        public void run(Member member) {
            int from = member.from(table.trainable(), LINE);
            int to = member.to(table.trainable(), LINE);
            int decayed = Math.min(to, Math.max(from, table.decayed()));
            update(values, gradients, state, from, decayed, true);
            update(values, gradients, state, decayed, to, false);
        }
    }

    /** Names of the state arrays, PyTorch's where it has one. */
    public final List<String> slots() {
        return slots;
    }

    /** The live state array of a slot, in the order of the flat weights. */
    public final float[] state(int slot) {
        bound();
        return state[slot];
    }

    /** Saves the state to a safetensors file, by names such as {@code conv1.weight.exp_avg}, in the layout of files. */
    public final void save(Path file) throws IOException {
        SafeTensorsWriter writer =
                new SafeTensorsWriter().metadata("optimizer", getClass().getSimpleName());
        writer.integers("steps", new int[0], new long[] {steps});
        for (int s = 0; s < slots.size(); s++) {
            float[] slot = state[s];
            for (Parameter p : trained()) {
                writer.floats(p.name() + "." + slots.get(s), p.fileShape(), () -> p.toFile(slot));
            }
        }
        writer.write(file);
    }

    /**
     * Takes up the state saved by an optimizer of the same kind for the same weights.
     *
     * @throws ParameterMismatchException if the tensors differ; nothing is changed
     * @throws SafeTensorsException if the file is damaged; nothing is changed
     */
    public final void load(Path file) throws IOException {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            TensorComparison comparison =
                    new TensorComparison(bound().model() + "'s " + getClass().getSimpleName());
            comparison.expectCounter("steps");
            for (String slot : slots) {
                for (Parameter p : trained()) {
                    comparison.expect(p.name() + "." + slot, p.fileShape());
                }
            }
            comparison.check(tensors);
            float[][] loaded = new float[slots.size()][bound().trainable()];
            for (int s = 0; s < loaded.length; s++) {
                for (Parameter p : trained()) {
                    p.fromFile(tensors.floats(p.name() + "." + slots.get(s)), loaded[s]);
                }
            }
            steps = tensors.integers("steps")[0];
            for (int s = 0; s < loaded.length; s++) {
                System.arraycopy(loaded[s], 0, state[s], 0, loaded[s].length);
            }
        }
    }

    private List<Parameter> trained() {
        List<Parameter> trained = new ArrayList<>();
        for (Parameter p : bound().parameters()) {
            if (p.isTrainable()) {
                trained.add(p);
            }
        }
        return trained;
    }

    private ParameterTable bound() {
        if (table == null) {
            throw new IllegalStateException("this " + getClass().getSimpleName() + " is not bound to a model yet");
        }
        return table;
    }
}
