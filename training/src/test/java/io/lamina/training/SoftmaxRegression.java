package io.lamina.training;

import io.lamina.runtime.Adam;
import io.lamina.runtime.Batch;
import io.lamina.runtime.CounterRandom;
import io.lamina.runtime.ElementType;
import io.lamina.runtime.Initializer;
import io.lamina.runtime.ModelInfo;
import io.lamina.runtime.ModelParameters;
import io.lamina.runtime.Optimizer;
import io.lamina.runtime.ParameterTable;
import io.lamina.runtime.ParameterTable.Group;
import io.lamina.runtime.PredictionModel;
import io.lamina.runtime.Team;
import io.lamina.runtime.TrainingModel;
import io.lamina.runtime.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the compiler generates for {@code logits = point W + b} with cross-entropy, by hand and slow: 2 numbers, 3 classes. */
final class SoftmaxRegression implements TrainingModel, PredictionModel {
    static final int IN = 2;
    static final int CLASSES = 3;
    private static final ParameterTable TABLE = ParameterTable.builder("Points")
            .add("logits.weight", Group.DECAYED, 0, new int[] {IN, CLASSES}, Initializer.glorotUniform(IN, CLASSES))
            .add("logits.bias", Group.PLAIN, IN * CLASSES, new int[] {CLASSES}, Initializer.zeros())
            .build();
    static final ModelInfo INFO = ModelInfo.builder("Points")
            .input("point", ElementType.FLOAT32, IN)
            .trainingInput("label", ElementType.INT32)
            .output("logits", ElementType.FLOAT32, CLASSES)
            .metric("loss")
            .metric("accuracy")
            .build();

    /** The rows of every batch that was learned, by their first number. */
    final List<List<Float>> seen = new ArrayList<>();

    private final Parameters parameters;
    private final Optimizer optimizer;
    private final float[] gradients = new float[TABLE.trainable()];
    private float loss;
    private float accuracy;
    private int threads = 1;

    SoftmaxRegression(long seed, Optimizer optimizer) {
        this.parameters = new Parameters(seed);
        this.optimizer = optimizer;
        optimizer.bind(TABLE);
    }

    static SoftmaxRegression withAdam(long seed) {
        return new SoftmaxRegression(seed, Adam.builder().learningRate(0.05f).build());
    }

    /** Three clouds of points around corners of a triangle, every third row of the same class. */
    static Dataset clouds(int rows, long seed) {
        float[] points = new float[2 * rows];
        int[] labels = new int[rows];
        float[][] corners = {{0, 2}, {-2, -1}, {2, -1}};
        for (int i = 0; i < rows; i++) {
            labels[i] = i % CLASSES;
            points[2 * i] = corners[labels[i]][0] + 0.5f * (float) CounterRandom.gaussian(seed, 2L * i);
            points[2 * i + 1] = corners[labels[i]][1] + 0.5f * (float) CounterRandom.gaussian(seed, 2L * i + 1);
        }
        return Dataset.builder()
                .floats("point", IN, points)
                .ints("label", labels)
                .build();
    }

    @Override
    public ModelInfo info() {
        return INFO;
    }

    @Override
    public ModelParameters parameters() {
        return parameters;
    }

    @Override
    public Optimizer optimizer() {
        return optimizer;
    }

    @Override
    public void step(Batch batch) {
        List<Float> rows = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            rows.add(batch.floats(0)[IN * i]);
        }
        seen.add(rows);
        run(batch, true);
        optimizer.apply(parameters.values(), gradients);
    }

    @Override
    public void evaluate(Batch batch) {
        run(batch, false);
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public void setThreads(int count) {
        threads = count;
    }

    @Override
    public float metric(int index) {
        return index == 0 ? loss : accuracy;
    }

    @Override
    public Workspace workspace(int capacity) {
        return workspace(capacity, 1);
    }

    @Override
    public Workspace workspace(int capacity, int threads) {
        return INFO.inferenceMemory().workspace("Points", capacity, Team.of(threads), member -> {});
    }

    @Override
    public void predict(Workspace workspace, Batch inputs, float[][] outputs) {
        workspace.require("Points", inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            System.arraycopy(logits(inputs.floats(0), i), 0, outputs[0], CLASSES * i, CLASSES);
        }
    }

    private void run(Batch batch, boolean train) {
        int n = batch.size();
        double sum = 0;
        int correct = 0;
        Arrays.fill(gradients, 0);
        for (int i = 0; i < n; i++) {
            float[] z = logits(batch.floats(0), i);
            int label = batch.ints(1)[i];
            double total = 0;
            int best = 0;
            for (int c = 0; c < CLASSES; c++) {
                total += StrictMath.exp(z[c]);
                best = z[c] > z[best] ? c : best;
            }
            sum += StrictMath.log(total) - z[label];
            correct += best == label ? 1 : 0;
            for (int c = 0; train && c < CLASSES; c++) {
                float dz = (float) ((StrictMath.exp(z[c]) / total - (c == label ? 1 : 0)) / n);
                for (int d = 0; d < IN; d++) {
                    gradients[d * CLASSES + c] += batch.floats(0)[IN * i + d] * dz;
                }
                gradients[IN * CLASSES + c] += dz;
            }
        }
        loss = (float) (sum / n);
        accuracy = (float) correct / n;
    }

    private float[] logits(float[] points, int row) {
        float[] w = parameters.values();
        float[] z = new float[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            z[c] = w[IN * CLASSES + c];
            for (int d = 0; d < IN; d++) {
                z[c] += points[IN * row + d] * w[d * CLASSES + c];
            }
        }
        return z;
    }

    private static final class Parameters extends ModelParameters {
        Parameters(long seed) {
            super(TABLE, initialize(TABLE, seed));
        }
    }
}
