package io.lamina.processor.memory;

import io.lamina.processor.ir.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All weights of a model in one flat array: decayed, not decayed, frozen, state. Large ones begin where a cache line begins in
 * a large array (see {@link Plan#START}): a sample times a matrix whose rows lie across two lines takes 1.7 times as long.
 */
public final class FlatParameters {
    private static final int LINE = 16;

    /** Floats of a weight from which it is large. */
    private static final int LARGE = 4 * LINE;

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Integer> offsets = new LinkedHashMap<>();
    private final int trainable;
    private final int size;

    /** Lays out weights that are given in source order. */
    public FlatParameters(Collection<Parameter> given) {
        int offset = 0;
        int trained = 0;
        for (Parameter.Group group : Parameter.Group.values()) {
            for (Parameter parameter : given) {
                if (parameter.group() == group) {
                    parameters.put(parameter.name(), parameter);
                    offset = parameter.size() >= LARGE ? Math.addExact(offset, gap(offset)) : offset;
                    offsets.put(parameter.name(), offset);
                    offset = Math.addExact(offset, parameter.size());
                }
            }
            trained = group.isTrained() ? offset : trained;
        }
        trainable = trained;
        size = offset;
    }

    private static int gap(int offset) {
        return Math.floorMod(Plan.START - offset, LINE);
    }

    public List<Parameter> parameters() {
        return new ArrayList<>(parameters.values());
    }

    public int offset(String name) {
        return offsets.get(name);
    }

    /** How many floats there are, gaps included. */
    public int size() {
        return size;
    }

    /** How many floats training changes, gaps included. */
    public int trainable() {
        return trainable;
    }
}
