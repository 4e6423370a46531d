package io.lamina.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured over some data: {@code loss} first, then, where the model has them, accuracies and single losses. */
public final class Metrics {
    private final Map<String, Double> values;

    Metrics(Map<String, Double> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** All values by name, in the order of the model; means over the rows. */
    public Map<String, Double> values() {
        return values;
    }

    /** Mean loss. */
    public double loss() {
        return get("loss");
    }

    /**
     * Share of rows that were right, from 0 to 1.
     *
     * @throws IllegalArgumentException if the model has no single {@code accuracy}
     */
    public double accuracy() {
        return get("accuracy");
    }

    /**
     * The value of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no metric '" + name + "', but " + values.keySet());
        }
        return value;
    }

    /** For example {@code loss 0.0931  accuracy 97.22 %}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(e -> e.getKey() + " " + format(e.getKey(), e.getValue()))
                .collect(Collectors.joining("  "));
    }

    private static String format(String name, double value) {
        boolean isShare = name.equals("accuracy") || name.endsWith(".accuracy");
        if (isShare) {
            return String.format(Locale.ROOT, "%.2f %%", 100 * value);
        }
        boolean isSmall = value != 0 && Math.abs(value) < 1e-3;
        return String.format(Locale.ROOT, isSmall ? "%.2e" : "%.4f", value);
    }
}
