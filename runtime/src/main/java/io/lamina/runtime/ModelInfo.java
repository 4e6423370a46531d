package io.lamina.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What a model tells about itself: inputs, outputs, layers, metrics and memory. Immutable. */
public final class ModelInfo {
    private final String name;
    private final List<SymbolInfo> symbols;
    private final List<TensorInfo> inputs;
    private final List<TensorInfo> outputs;
    private final List<LayerInfo> layers;
    private final List<String> metrics;
    private final MemoryInfo inferenceMemory;
    private final MemoryInfo trainingMemory;
    private final long preparedWeights;

    private ModelInfo(Builder builder) {
        this.name = builder.name;
        this.symbols = Collections.unmodifiableList(new ArrayList<>(builder.symbols));
        this.inputs = Collections.unmodifiableList(new ArrayList<>(builder.inputs));
        this.outputs = Collections.unmodifiableList(new ArrayList<>(builder.outputs));
        this.layers = Collections.unmodifiableList(new ArrayList<>(builder.layers));
        this.metrics = Collections.unmodifiableList(new ArrayList<>(builder.metrics));
        this.inferenceMemory = builder.inferenceMemory;
        this.trainingMemory = builder.trainingMemory;
        this.preparedWeights = builder.preparedWeights;
    }

    /** Starts the description of the named model. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Name of the interface that declares it. */
    public String name() {
        return name;
    }

    /** Sizes that are known at run time only, sorted by name; {@link Batch#length} says what they are for some samples. */
    public List<SymbolInfo> symbols() {
        return symbols;
    }

    /** Inputs in source order, those that only losses read included. */
    public List<TensorInfo> inputs() {
        return inputs;
    }

    /** Outputs in source order. */
    public List<TensorInfo> outputs() {
        return outputs;
    }

    /** All nodes, in an order in which each comes after those it reads. */
    public List<LayerInfo> layers() {
        return layers;
    }

    /**
     * Names of what a training step measures: first {@code loss}, the weighted sum of all losses; {@code accuracy}, or with
     * several losses {@code <loss>.accuracy}, are fractions from 0 to 1.
     */
    public List<String> metrics() {
        return metrics;
    }

    /** Workspace of the inference class. */
    public MemoryInfo inferenceMemory() {
        return inferenceMemory;
    }

    /** Floats that an instance of the inference class holds beside its copy of the weights: what follows from them alone. */
    public long preparedWeights() {
        return preparedWeights;
    }

    /** Workspace of the training class. */
    public MemoryInfo trainingMemory() {
        return trainingMemory;
    }

    /** Position of an input in {@link #inputs()}, or -1. */
    public int inputIndex(String input) {
        return index(inputs, input);
    }

    /** Position of an output in {@link #outputs()}, or -1. */
    public int outputIndex(String output) {
        return index(outputs, output);
    }

    /** The {@link Summary}. */
    @Override
    public String toString() {
        return Summary.of(this);
    }

    private static int index(List<TensorInfo> tensors, String name) {
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Collects a description; every list keeps the order of the calls. */
    public static final class Builder {
        private final String name;
        private final List<SymbolInfo> symbols = new ArrayList<>();
        private final List<TensorInfo> inputs = new ArrayList<>();
        private final List<TensorInfo> outputs = new ArrayList<>();
        private final List<LayerInfo> layers = new ArrayList<>();
        private final List<String> metrics = new ArrayList<>();
        private MemoryInfo inferenceMemory = MemoryInfo.NONE;
        private MemoryInfo trainingMemory = MemoryInfo.NONE;
        private long preparedWeights;

        private Builder(String name) {
            this.name = name;
        }

        /** A size that is known at run time only; shapes name it. */
        public Builder symbol(String symbol, int lower, int upper, int divisor) {
            symbols.add(new SymbolInfo(symbol, lower, upper, divisor));
            return this;
        }

        /** An input that prediction needs, with the shape of one sample: {@code "T 16"}. */
        public Builder input(String input, ElementType type, String shape) {
            inputs.add(tensor(input, type, shape, false));
            return this;
        }

        /** An input that only losses read, with the shape of one sample: {@code "T 16"}. */
        public Builder trainingInput(String input, ElementType type, String shape) {
            inputs.add(tensor(input, type, shape, true));
            return this;
        }

        /** An output, with the shape of one sample: {@code "T 16"}. */
        public Builder output(String output, ElementType type, String shape) {
            outputs.add(tensor(output, type, shape, false));
            return this;
        }

        private TensorInfo tensor(String tensor, ElementType type, String shape, boolean trainingOnly) {
            List<String> dims = shape.isEmpty()
                    ? Collections.emptyList()
                    : Collections.unmodifiableList(Arrays.asList(shape.split(" ")));
            int[] bounds = new int[symbols.size()];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = symbols.get(i).upper();
            }
            int[] sizes = new int[dims.size()];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = SizeText.evaluate(dims.get(i), symbols, bounds);
            }
            return new TensorInfo(tensor, type, dims, sizes, trainingOnly);
        }

        private static TensorInfo tensor(String tensor, ElementType type, int[] shape, boolean trainingOnly) {
            List<String> dims = new ArrayList<>();
            for (int dim : shape) {
                dims.add(Integer.toString(dim));
            }
            return new TensorInfo(tensor, type, Collections.unmodifiableList(dims), shape, trainingOnly);
        }

        /** An input that prediction needs, with the shape of one sample. */
        public Builder input(String input, ElementType type, int... shape) {
            inputs.add(tensor(input, type, shape, false));
            return this;
        }

        /** An input that only losses read, with the shape of one sample. */
        public Builder trainingInput(String input, ElementType type, int... shape) {
            inputs.add(tensor(input, type, shape, true));
            return this;
        }

        /** An output, with the shape of one sample. */
        public Builder output(String output, ElementType type, int... shape) {
            outputs.add(tensor(output, type, shape, false));
            return this;
        }

        /** A node; {@code trainable} of its {@code parameters} are trained. */
        public Builder layer(
                String layer, String type, String outputShape, long parameters, long trainable, String connectedTo) {
            layers.add(new LayerInfo(layer, type, outputShape, parameters, trainable, connectedTo));
            return this;
        }

        /** A metric; the first is {@code loss}. */
        public Builder metric(String metric) {
            metrics.add(metric);
            return this;
        }

        /** Workspace of the inference class. */
        public Builder inferenceMemory(
                long floatsPerSample, long floatsFixed, long intsPerSample, long intsFixed, long scratch) {
            inferenceMemory = new MemoryInfo(floatsPerSample, floatsFixed, intsPerSample, intsFixed, scratch);
            return this;
        }

        /** Floats that an instance of the inference class holds beside its copy of the weights. */
        public Builder preparedWeights(long floats) {
            preparedWeights = floats;
            return this;
        }

        /** Workspace of the training class. */
        public Builder trainingMemory(
                long floatsPerSample, long floatsFixed, long intsPerSample, long intsFixed, long scratch) {
            trainingMemory = new MemoryInfo(floatsPerSample, floatsFixed, intsPerSample, intsFixed, scratch);
            return this;
        }

        /** The finished description. */
        public ModelInfo build() {
            return new ModelInfo(this);
        }
    }
}
