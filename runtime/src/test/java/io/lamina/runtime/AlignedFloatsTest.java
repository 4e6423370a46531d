package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlignedFloatsTest {
    private static final long MIB = 1L << 20;

    @Test
    void aRegionIsAPowerOfTwoSome2048OfWhichMakeTheHeap() {
        assertThat(AlignedFloats.region(100 * MIB)).isEqualTo(MIB);
        assertThat(AlignedFloats.region(2048 * MIB)).isEqualTo(MIB);
        assertThat(AlignedFloats.region(6000 * MIB)).isEqualTo(4 * MIB);
        assertThat(AlignedFloats.region(500_000 * MIB)).isEqualTo(32 * MIB);
    }

    @Test
    void whatIsNotFarFromHalfARegionGrowsToIt() {
        int half = (int) (2 * MIB / 4);
        assertThat(AlignedFloats.length(half / 8 - 1, 4 * MIB)).isEqualTo(half / 8 - 1);
        assertThat(AlignedFloats.length(half / 8, 4 * MIB)).isEqualTo(half);
        assertThat(AlignedFloats.length(half + 1, 4 * MIB)).isEqualTo(half + 1);
    }

    @Test
    void aCacheLineBeginsTwelveFloatsBehindAMultipleOfSixteen() {
        assertThat(AlignedFloats.next(0)).isEqualTo(12);
        assertThat(AlignedFloats.next(12)).isEqualTo(12);
        assertThat(AlignedFloats.next(13)).isEqualTo(28);
    }

    @Test
    void copiesAreCutOrFilledWithZeros() {
        float[] values = {1, 2, 3};
        assertThat(AlignedFloats.copyOf(values, 2)).startsWith(1, 2).hasSizeGreaterThanOrEqualTo(2);
        assertThat(AlignedFloats.copyOf(values, 4)).startsWith(1, 2, 3, 0);
    }
}
