package io.lamina.training;

import java.util.Map;

/** The outputs of a model for all rows of a dataset. */
public final class Predictions {
    /** The values of all rows, {@code width} each, with classes along the last {@code classes}. */
    static final class Output {
        final int width;
        final int classes;
        final float[] values;

        Output(int width, int classes, float[] values) {
            this.width = width;
            this.classes = classes;
            this.values = values;
        }
    }

    private final Map<String, Output> outputs;

    Predictions(Map<String, Output> outputs) {
        this.outputs = outputs;
    }

    /**
     * A copy of the values of an output, row after row.
     *
     * @throws IllegalArgumentException if the model has no such output
     */
    public float[] values(String output) {
        return find(output).values.clone();
    }

    /**
     * The position of the largest value along the last dimension of an output, the first of several: the class that a
     * classifier has chosen, one for each row (or for each place of a row, if the output has more dimensions).
     *
     * @throws IllegalArgumentException if the model has no such output
     */
    public int[] classes(String output) {
        Output found = find(output);
        int classes = found.classes;
        int[] chosen = new int[found.values.length / classes];
        for (int i = 0; i < chosen.length; i++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = found.values[i * classes + c] > found.values[i * classes + best] ? c : best;
            }
            chosen[i] = best;
        }
        return chosen;
    }

    private Output find(String name) {
        Output output = outputs.get(name);
        if (output == null) {
            throw new IllegalArgumentException("there is no output '" + name + "', but " + outputs.keySet());
        }
        return output;
    }
}
