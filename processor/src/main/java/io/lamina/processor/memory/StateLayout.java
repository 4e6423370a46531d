package io.lamina.processor.memory;

import io.lamina.DataType;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Symbols;
import io.lamina.processor.shape.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the states of a session lie: one behind the other, as all of them live as long as the session. */
public final class StateLayout {
    /** Of graphs without states. */
    public static final StateLayout NONE = new StateLayout(List.of(), Symbols.NONE);

    private final Map<Sources.State, Place> places = new LinkedHashMap<>();
    private final Map<DataType, Plan.Sizes> sizes = new LinkedHashMap<>();

    public StateLayout(List<Sources.State> states, Symbols symbols) {
        for (DataType type : DataType.values()) {
            long fixed = 0;
            long perSample = 0;
            for (Sources.State state : states) {
                Optional<Dim> ofSample = ofSample(state.type());
                if (state.type().type() == type && ofSample.isEmpty()) {
                    places.put(state, new Place(array(type), "", fixed, 0));
                    fixed += Alignment.rounded(state.type().shape().size(), symbols);
                }
            }
            for (Sources.State state : states) {
                Optional<Dim> ofSample = ofSample(state.type());
                if (state.type().type() == type && ofSample.isPresent()) {
                    places.put(state, new Place(array(type), "", fixed, perSample));
                    perSample += Alignment.rounded(ofSample.get(), symbols);
                }
            }
            sizes.put(type, new Plan.Sizes(fixed, perSample));
        }
    }

    private static Optional<Dim> ofSample(TensorType type) {
        return type.shape().size().without(Dim.BATCH.toString());
    }

    private static Place.Array array(DataType type) {
        return type == DataType.FLOAT32 ? Place.Array.STATE : Place.Array.STATE_INTS;
    }

    /** What a session keeps: floats and ints, for each of its samples and besides. */
    public Plan.Sizes floats() {
        return sizes(DataType.FLOAT32);
    }

    public Plan.Sizes ints() {
        return sizes(DataType.INT32);
    }

    Place place(Sources.State state) {
        Place place = places.get(state);
        if (place == null) {
            throw new IllegalArgumentException("no session has the state " + state.state());
        }
        return place;
    }

    private Plan.Sizes sizes(DataType type) {
        return sizes.getOrDefault(type, new Plan.Sizes(0, 0));
    }
}
