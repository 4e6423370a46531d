package io.lamina.processor.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Offsets in one array from live ranges: the largest first, each at the lowest place where nothing that lives at the same
 * time lies. Ranges whose size grows with the batch lie behind those that do not, and count in units of the batch.
 *
 * @param <K> what the ranges belong to
 */
final class Arena<K> {
    private final Map<K, LiveRange> ranges = new LinkedHashMap<>();
    private final Map<K, Long> offsets = new LinkedHashMap<>();
    private final long start;
    private long fixed;
    private long perSample;

    /**
     * An empty arena.
     *
     * @param start elements before the first range
     */
    Arena(long start) {
        this.start = start;
    }

    void add(K owner, LiveRange range) {
        ranges.put(owner, range);
    }

    boolean contains(K owner) {
        return ranges.containsKey(owner);
    }

    LiveRange range(K owner) {
        return ranges.get(owner);
    }

    /** Lets a range go on: its memory has found another user. */
    void extend(K owner, int until) {
        ranges.computeIfPresent(owner, (key, range) -> range.until(until));
    }

    void plan() {
        List<K> largestFirst = new ArrayList<>(ranges.keySet());
        largestFirst.sort(
                Comparator.comparingLong((K owner) -> ranges.get(owner).size()).reversed());
        fixed = ranges.isEmpty() ? 0 : start;
        for (K owner : largestFirst) {
            place(owner, ranges.get(owner));
        }
        verify();
    }

    private void place(K owner, LiveRange range) {
        List<K> neighbours = offsets.keySet().stream()
                .filter(other -> ranges.get(other).perSample() == range.perSample()
                        && ranges.get(other).meets(range))
                .sorted(Comparator.comparing(offsets::get))
                .toList();
        long offset = range.perSample() ? 0 : start;
        for (K other : neighbours) {
            if (offset + range.size() <= offsets.get(other)) {
                break;
            }
            offset = Math.max(offset, offsets.get(other) + ranges.get(other).size());
        }
        offsets.put(owner, offset);
        if (range.perSample()) {
            perSample = Math.max(perSample, offset + range.size());
        } else {
            fixed = Math.max(fixed, offset + range.size());
        }
    }

    Place place(K owner, Place.Array array) {
        long offset = offsets.get(owner);
        return ranges.get(owner).perSample() ? new Place(array, "", fixed, offset) : new Place(array, "", offset, 0);
    }

    Plan.Sizes sizes() {
        return new Plan.Sizes(fixed, perSample);
    }

    /** Throws where two ranges that live at the same time share memory. */
    private void verify() {
        List<K> owners = new ArrayList<>(ranges.keySet());
        for (int i = 0; i < owners.size(); i++) {
            for (int j = i + 1; j < owners.size(); j++) {
                LiveRange a = ranges.get(owners.get(i));
                LiveRange b = ranges.get(owners.get(j));
                long first = offsets.get(owners.get(i));
                long second = offsets.get(owners.get(j));
                boolean overlap = first < second + b.size() && second < first + a.size();
                if (overlap && a.perSample() == b.perSample() && a.meets(b)) {
                    throw new IllegalStateException(
                            owners.get(i) + " and " + owners.get(j) + " share memory while both are needed");
                }
            }
        }
    }
}
