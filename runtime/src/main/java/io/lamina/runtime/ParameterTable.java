package io.lamina.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Order and layout of all weights of one model in one flat array: first those that weight decay applies to, then the other
 * trained ones, then the frozen ones, then state such as running statistics. Large ones begin with a cache line; the few floats
 * before them that belong to nobody are 0 and stay it.
 */
public final class ParameterTable {
    /** The parts of the flat array, in their order. */
    public enum Group {
        /** Trained, with weight decay. */
        DECAYED,
        /** Trained, without weight decay: biases, scales and shifts of norms. */
        PLAIN,
        /** Not trained. */
        FROZEN,
        /** Written by the model itself: running statistics and counts. */
        STATE
    }

    private final String model;
    private final List<Parameter> parameters;
    private final Map<String, Parameter> byName;
    private final Map<String, TiedParameter> tied;
    private final int size;
    private final int decayed;
    private final int trainable;

    private ParameterTable(Builder builder) {
        this.model = builder.model;
        this.parameters = Collections.unmodifiableList(new ArrayList<>(builder.byName.values()));
        this.byName = new LinkedHashMap<>(builder.byName);
        this.tied = new LinkedHashMap<>(builder.tied);
        this.size = builder.size;
        int decayedEnd = 0;
        int trainableEnd = 0;
        for (Parameter p : parameters) {
            int end = p.offset() + p.size();
            decayedEnd = p.group() == Group.DECAYED ? end : decayedEnd;
            trainableEnd = p.isTrainable() ? end : trainableEnd;
        }
        this.decayed = decayedEnd;
        this.trainable = trainableEnd;
    }

    /** Starts the table of the named model. */
    public static Builder builder(String model) {
        return new Builder(model);
    }

    /** Name of the model. */
    public String model() {
        return model;
    }

    /** Length of the flat array, gaps included. */
    public int size() {
        return size;
    }

    /** Weight decay applies to the floats [0, decayed). */
    public int decayed() {
        return decayed;
    }

    /** The optimizer changes the floats [0, trainable). */
    public int trainable() {
        return trainable;
    }

    /** All parameters in the order of the flat array; unmodifiable. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Further names of parameters, which files hold, too. */
    public List<TiedParameter> tied() {
        return new ArrayList<>(tied.values());
    }

    /** The parameter with this further name, where there is one. */
    Optional<TiedParameter> tied(String name) {
        return Optional.ofNullable(tied.get(name));
    }

    /** Whether a parameter has this name. */
    public boolean contains(String name) {
        return byName.containsKey(name);
    }

    /**
     * The parameter of this name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public Parameter get(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(
                    model + " has no parameter '" + name + "'; it has " + String.join(", ", byName.keySet()));
        }
        return parameter;
    }

    /**
     * One weight's part of a flat array of gradients, in the order of its file layout.
     *
     * @throws IllegalArgumentException if no trained weight has this name
     */
    public float[] gradient(String name, float[] gradients) {
        Parameter parameter = get(name);
        if (!parameter.isTrainable()) {
            throw new IllegalArgumentException(name + " is not trained, so it has no gradient");
        }
        return parameter.toFile(gradients);
    }

    /** Collects parameters in the order of the flat array; gaps are shorter than a cache line. */
    public static final class Builder {
        /** Floats in a cache line. */
        private static final int LINE = 16;

        private final String model;
        private final Map<String, Parameter> byName = new LinkedHashMap<>();
        private final Map<String, TiedParameter> tied = new LinkedHashMap<>();
        private Group last = Group.DECAYED;
        private int size;

        private Builder(String model) {
            this.model = model;
        }

        /** A parameter whose memory layout is its file layout. */
        public Builder add(String name, Group group, int offset, int[] shape, Initializer initializer) {
            return add(name, group, offset, shape, shape, Shapes.identity(shape.length), initializer);
        }

        /**
         * A parameter with a memory layout of its own, see {@link Parameter}.
         *
         * @throws IllegalArgumentException if the name is taken, the offset leaves a gap of 16 floats or more, the group comes too late, or the
         *     layouts do not fit each other
         */
        public Builder add(
                String name,
                Group group,
                int offset,
                int[] fileShape,
                int[] split,
                int[] permutation,
                Initializer initializer) {
            return add(new Parameter(name, group, offset, fileShape, split, permutation, false, initializer));
        }

        /** A count, such as {@code num_batches_tracked}: an I64 scalar in files, one float of state in memory. */
        public Builder addCounter(String name, int offset) {
            int[] scalar = new int[0];
            return add(new Parameter(name, Group.STATE, offset, scalar, scalar, scalar, true, Initializer.zeros()));
        }

        /**
         * A further name of a parameter that is there already.
         *
         * @param turned whether its file layout is the other's transposed
         */
        public Builder tie(String name, String owner, boolean turned) {
            Parameter parameter = byName.get(owner);
            if (parameter == null || byName.containsKey(name)) {
                throw new IllegalArgumentException(model + ": " + name + " cannot be tied to " + owner);
            }
            tied.put(name, new TiedParameter(name, parameter, turned));
            return this;
        }

        /** The finished table. */
        public ParameterTable build() {
            return new ParameterTable(this);
        }

        private Builder add(Parameter p) {
            if (p.offset() < size || p.offset() >= size + LINE) {
                throw new IllegalArgumentException(model + ": " + p.name() + " should begin at " + size + " or at most "
                        + (LINE - 1) + " later, not at " + p.offset());
            }
            if (p.group().compareTo(last) < 0) {
                throw new IllegalArgumentException(
                        model + ": " + p.name() + " of group " + p.group() + " comes after group " + last);
            }
            if (byName.put(p.name(), p) != null) {
                throw new IllegalArgumentException(model + ": two parameters are named " + p.name());
            }
            if (p.offset() + (long) p.size() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(model + ": more than 2^31 floats of parameters");
            }
            last = p.group();
            size = p.offset() + p.size();
            return this;
        }
    }
}
