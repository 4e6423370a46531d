package io.lamina.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarLineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void theAccuracyFitsAnOrdinaryTerminal() {
        assertThat(BarLine.of("Epoch  1/20", 647, 1437, SECOND, "loss 0.4321  accuracy 97.22 %", 79))
                .isEqualTo("Epoch  1/20 [=====>      ]   647/1437  0:01 left  loss 0.4321  accuracy 97.22 %");
    }

    @Test
    void metricsThatDoNotFitAreLeftOutWhole() {
        String metrics = "loss 0.4321  digit.accuracy 97.22 %  parity.accuracy 99.01 %";
        assertThat(BarLine.of("Epoch  1/20", 0, 60_000, SECOND, metrics, 79))
                .hasSizeLessThan(80)
                .endsWith("  loss 0.4321");
        assertThat(BarLine.of("Epoch  1/20", 0, 60_000, SECOND, metrics, 120)).endsWith("parity.accuracy 99.01 %");
        assertThat(BarLine.of("Epoch 1000/1000", 1, 1_000_000_000, SECOND, metrics, 60))
                .endsWith(" left");
    }

    @Test
    void theTimeThatIsLeft() {
        assertThat(BarLine.of("Epoch 1/2", 10, 20, Duration.ofSeconds(75), "", 60))
                .isEqualTo("Epoch 1/2 [===============>              ]  10/20  1:15 left");
        assertThat(BarLine.of("Epoch 1/2", 1, 3, Duration.ofMinutes(100), "", 60))
                .endsWith("  1/3  3:20:00 left");
        assertThat(BarLine.of("Epoch 1/2", 20, 20, Duration.ofSeconds(75), "", 60))
                .isEqualTo("Epoch 1/2 [==============================]  20/20  0:00 left");
    }
}
