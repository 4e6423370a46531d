package io.lamina.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All weights of one model in one flat array. The compiler generates a subclass per model, with typed views by name.
 *
 * <p>Files are safetensors. They go by name and hold each tensor in the layout of the model's convention, whatever layout
 * it has in memory; PyTorch and Keras read them, and theirs are read here. Not safe for use by one thread while another
 * one trains.
 */
public abstract class ModelParameters {
    private final ParameterTable table;
    private final float[] values;

    /**
     * Holds {@code values} itself, not a copy.
     *
     * @throws IllegalArgumentException if there are more or fewer than the table says
     */
    protected ModelParameters(ParameterTable table, float[] values) {
        if (values.length != table.size()) {
            throw new IllegalArgumentException(
                    table.model() + " has " + table.size() + " weights, but the array has " + values.length);
        }
        this.table = table;
        this.values = values;
    }

    /** Fresh weights. Each parameter has a stream of its own, so that adding a layer changes no other layer's start. */
    protected static float[] initialize(ParameterTable table, long seed) {
        float[] values = new float[table.size()];
        for (Parameter p : table.parameters()) {
            float[] file = new float[p.size()];
            p.initializer().fill(file, 0, file.length, CounterRandom.key(seed, p.name()));
            p.fromFile(file, values);
        }
        return values;
    }

    /** The live flat array: what kernels read and the optimizer changes. {@link #table()} tells what lies where. */
    public final float[] values() {
        return values;
    }

    /** Names, shapes and places of all weights. */
    public final ParameterTable table() {
        return table;
    }

    /** Number of all weights, running statistics included (as Keras counts), counts of batches not. */
    public final int count() {
        int count = 0;
        for (Parameter p : table.parameters()) {
            count += p.isCounter() ? 0 : p.size();
        }
        return count;
    }

    /** Number of the weights that training changes. */
    public final int trainableCount() {
        int count = 0;
        for (Parameter p : table.parameters()) {
            count += p.isTrainable() ? p.size() : 0;
        }
        return count;
    }

    /**
     * A copy of one tensor, in the order of its file layout.
     *
     * @throws IllegalArgumentException if no parameter has this name
     */
    public final float[] get(String name) {
        return table.tied(name)
                .map(tied -> tied.toFile(values))
                .orElseGet(() -> table.get(name).toFile(values));
    }

    /**
     * Replaces one tensor by values in the order of its file layout.
     *
     * @throws IllegalArgumentException if no parameter has this name or the number of values differs
     */
    public final void set(String name, float[] fileOrder) {
        Optional<TiedParameter> tied = table.tied(name);
        if (tied.isPresent()) {
            tied.get().fromFile(fileOrder, values);
        } else {
            table.get(name).fromFile(fileOrder, values);
        }
    }

    /** Takes over all weights of another instance of the same model. */
    public final void copyFrom(ModelParameters other) {
        if (other.table != table) {
            throw new IllegalArgumentException(
                    "the weights of " + other.table.model() + " do not fit " + table.model());
        }
        System.arraycopy(other.values, 0, values, 0, values.length);
    }

    /**
     * Saves to a safetensors file: written beside it under another name, forced to disk and moved into place, so that
     * readers see the old file or the new one, never a part.
     */
    public final void save(Path file) throws IOException {
        ParameterFile.of(table, values).write(file);
    }

    /** Writes the safetensors bytes; the stream stays open. */
    public final void save(OutputStream out) throws IOException {
        ParameterFile.of(table, values).write(out);
    }

    /**
     * Replaces all weights by those of a safetensors file. F32, F16 and BF16 are taken, F64 is rounded. Every tensor of
     * the model must be there with its shape, and none else; {@code num_batches_tracked} alone may be missing or extra.
     *
     * @throws ParameterMismatchException if the tensors differ; the message compares them one by one, nothing is changed
     * @throws SafeTensorsException if the file is damaged; nothing is changed
     */
    public final void loadFrom(Path file) throws IOException {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            ParameterFile.load(tensors, table, values);
        }
    }

    /** As {@link #loadFrom(Path)}, from a stream read to its end, for instance an Android asset; {@code source} names it. */
    public final void loadFrom(InputStream in, String source) throws IOException {
        try (SafeTensors tensors = SafeTensors.read(in, source)) {
            ParameterFile.load(tensors, table, values);
        }
    }
}
