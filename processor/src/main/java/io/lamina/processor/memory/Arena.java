package io.lamina.processor.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Offsets in one array from live ranges: the largest first, each at the lowest place where nothing that lives at the same
 * time lies. Ranges whose size grows with the batch lie behind those that do not, and count in units of the batch.
 *
 * @param <K> what the ranges belong to
 */
final class Arena<K> {
    /** The share of the memory that may be added to keep ranges apart. */
    private static final double MORE = 0.1;

    private static final Plan.Sizes ENDLESS = new Plan.Sizes(Long.MAX_VALUE, Long.MAX_VALUE);

    private final Map<K, LiveRange> ranges = new LinkedHashMap<>();
    private final long start;
    private Map<K, Long> offsets = Map.of();
    private Plan.Sizes sizes = new Plan.Sizes(0, 0);

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

    /** One range behind the other: no memory is used again. */
    void spread() {
        Map<K, Long> placed = new LinkedHashMap<>();
        long fixed = start;
        long perSample = 0;
        for (Map.Entry<K, LiveRange> entry : ranges.entrySet()) {
            LiveRange range = entry.getValue();
            placed.put(entry.getKey(), range.perSample() ? perSample : fixed);
            fixed += range.perSample() ? 0 : range.size();
            perSample += range.perSample() ? range.size() : 0;
        }
        settle(placed);
    }

    /** In little memory. */
    void plan() {
        settle(offsets(ranges::get, ENDLESS));
    }

    /**
     * Where there is room, ranges lie apart that meet in a wider sense: in no more memory than {@link #plan()} takes and {@link #MORE} of
     * it.
     *
     * @param wider what a range is then
     */
    void plan(Function<K, LiveRange> wider) {
        plan();
        Plan.Sizes limit = sizes.plus(MORE);
        Map<K, Long> apart = offsets(wider, limit);
        if (sizes(apart).isWithin(limit)) {
            settle(apart);
        }
    }

    private void settle(Map<K, Long> placed) {
        offsets = placed;
        sizes = sizes(placed);
        verify();
    }

    /** Places that keep ranges apart which meet in the wider sense, as long as they stay within the limit. */
    private Map<K, Long> offsets(Function<K, LiveRange> wider, Plan.Sizes limit) {
        List<K> largestFirst = new ArrayList<>(ranges.keySet());
        largestFirst.sort(
                Comparator.comparingLong((K owner) -> ranges.get(owner).size()).reversed());
        Map<K, Long> placed = new LinkedHashMap<>();
        for (K owner : largestFirst) {
            LiveRange range = ranges.get(owner);
            long most = range.perSample() ? limit.perSample() : limit.fixed();
            long offset = offset(owner, wider, placed);
            placed.put(owner, offset + range.size() <= most ? offset : offset(owner, ranges::get, placed));
        }
        return placed;
    }

    /** The lowest place beside those that the range meets. */
    private long offset(K owner, Function<K, LiveRange> wider, Map<K, Long> placed) {
        LiveRange range = ranges.get(owner);
        LiveRange wide = wider.apply(owner);
        List<K> neighbours = placed.keySet().stream()
                .filter(other -> ranges.get(other).perSample() == range.perSample()
                        && wider.apply(other).meets(wide))
                .sorted(Comparator.comparing(placed::get))
                .toList();
        long offset = range.perSample() ? 0 : start;
        for (K other : neighbours) {
            if (offset + range.size() <= placed.get(other)) {
                break;
            }
            offset = Math.max(offset, placed.get(other) + ranges.get(other).size());
        }
        return offset;
    }

    Place place(K owner, Place.Array array) {
        long offset = offsets.get(owner);
        return ranges.get(owner).perSample()
                ? new Place(array, "", sizes.fixed(), offset)
                : new Place(array, "", offset, 0);
    }

    Plan.Sizes sizes() {
        return sizes;
    }

    private Plan.Sizes sizes(Map<K, Long> placed) {
        return new Plan.Sizes(end(placed, false, placed.isEmpty() ? 0 : start), end(placed, true, 0));
    }

    private long end(Map<K, Long> placed, boolean perSample, long least) {
        return placed.keySet().stream()
                .filter(owner -> ranges.get(owner).perSample() == perSample)
                .mapToLong(owner -> placed.get(owner) + ranges.get(owner).size())
                .reduce(least, Math::max);
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
