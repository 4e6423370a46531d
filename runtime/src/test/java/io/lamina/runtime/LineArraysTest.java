package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.runtime.kernels.Lane;
import org.junit.jupiter.api.Test;

class LineArraysTest {
    private static final int MIB = 1 << 20;
    private static final long GIB = 1L << 30;

    @Test
    void anArrayNearlyHalfARegionIsMadeThatLarge() {
        assertThat(LineArrays.enlarged(100_000, GIB)).isEqualTo(MIB / 2 / 4);
        assertThat(LineArrays.enlarged(100_000, 2 * GIB)).isEqualTo(MIB / 2 / 4);
        assertThat(LineArrays.enlarged(100_000, 2 * GIB + 2048)).isEqualTo(MIB / 4);
        assertThat(LineArrays.enlarged(100_000, 6 * GIB)).isEqualTo(2 * MIB / 4);
        assertThat(LineArrays.enlarged(500_000, 1000 * GIB)).isEqualTo(16 * MIB / 4);
    }

    @Test
    void smallAndLargeArraysStayAsTheyAre() {
        assertThat(LineArrays.enlarged(1, 6 * GIB)).isEqualTo(1);
        assertThat(LineArrays.enlarged(32_767, 6 * GIB)).isEqualTo(32_767);
        assertThat(LineArrays.enlarged(32_768, 6 * GIB)).isEqualTo(2 * MIB / 4);
        assertThat(LineArrays.enlarged(2 * MIB / 4, 6 * GIB)).isEqualTo(2 * MIB / 4);
        assertThat(LineArrays.enlarged(10 * MIB, 6 * GIB)).isEqualTo(10 * MIB);
        assertThat(LineArrays.enlarged(100_000, Long.MAX_VALUE)).isEqualTo(100_000);
    }

    @Test
    void thePlainLaneNeedsNone() {
        int length = LineArrays.floats(40_000).length;
        assertThat(length).isGreaterThanOrEqualTo(40_000);
        assertThat(Lane.VECTOR || length == 40_000).isTrue();
    }
}
