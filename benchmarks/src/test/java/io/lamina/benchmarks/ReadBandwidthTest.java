package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadBandwidthTest {
    /** So that its bytes per second are those of all values. */
    @Test
    void everyValueIsAddedOnce() {
        float[] values = new float[3 << 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 - 3;
        }
        double expected = 0;
        for (float value : values) {
            expected += value;
        }
        assertThat((double) ReadBandwidth.sumOf(values)).isEqualTo(expected);
    }

    @Test
    void aSpeedIsMeasured() {
        assertThat(ReadBandwidth.bytesPerSecond(new float[1 << 20], 0.05)).isGreaterThan(1e7);
    }
}
