package io.lamina.processor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArenaTest {
    private static final int START = 12;

    private final Arena<String> arena = new Arena<>(START);

    private void add(String owner, int from, int to, long size) {
        arena.add(owner, new LiveRange(from, to, size, true));
    }

    private Place place(String owner) {
        return arena.place(owner, Place.Array.FLOATS);
    }

    /** Ten nodes are one phase. */
    private LiveRange phases(String owner) {
        LiveRange range = arena.range(owner);
        return new LiveRange(range.from() / 10, range.to() / 10, range.size(), range.perSample());
    }

    @Test
    void placesAreUsedAgain() {
        add("first", 0, 1, 32);
        add("second", 2, 3, 32);
        arena.add("weights", new LiveRange(0, 3, 16, false));
        arena.plan();
        assertThat(arena.sizes()).isEqualTo(new Plan.Sizes(START + 16, 32));
        assertThat(place("first")).isEqualTo(place("second")).isEqualTo(new Place(Place.Array.FLOATS, "", 28, 0));
        assertThat(place("weights")).isEqualTo(new Place(Place.Array.FLOATS, "", START, 0));
    }

    @Test
    void spreadRangesShareNothing() {
        add("first", 0, 1, 32);
        add("second", 2, 3, 48);
        arena.add("weights", new LiveRange(0, 1, 16, false));
        arena.add("others", new LiveRange(2, 3, 16, false));
        arena.spread();
        assertThat(arena.sizes()).isEqualTo(new Plan.Sizes(START + 32, 80));
        assertThat(place("second")).isEqualTo(new Place(Place.Array.FLOATS, "", START + 32, 32));
        assertThat(place("others")).isEqualTo(Place.of(Place.Array.FLOATS, "", START + 16));
    }

    /** The long one ends before the phase of the short ones begins: they find room where it was. */
    @Test
    void rangesOfOnePhaseLieApartWhereThereIsRoom() {
        add("long", 0, 9, 320);
        add("first", 10, 11, 32);
        add("second", 12, 13, 16);
        arena.plan(this::phases);
        assertThat(arena.sizes().perSample()).isEqualTo(320);
        assertThat(place("second").perSample()).isEqualTo(32);
        arena.plan();
        assertThat(place("second")).isEqualTo(place("first"));
    }

    @Test
    void aTenthIsSpentOnIt() {
        add("long", 10, 11, 320);
        add("short", 12, 13, 32);
        arena.plan(this::phases);
        assertThat(arena.sizes().perSample()).isEqualTo(352);
        assertThat(place("short").perSample()).isEqualTo(320);
    }

    @Test
    void rangesOfOnePhaseShareMemoryWhereMoreWouldBeSpent() {
        add("long", 10, 11, 320);
        add("short", 12, 13, 48);
        add("shorter", 14, 15, 32);
        arena.plan(this::phases);
        assertThat(arena.sizes().perSample()).isEqualTo(352);
        assertThat(place("short").perSample()).isZero();
        assertThat(place("shorter").perSample()).isEqualTo(320);
    }
}
