package io.lamina.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfusionTest {
    private final Confusion confusion = Confusion.of(3, new int[] {0, 0, 1, 1, 1, 2}, new int[] {0, 1, 1, 1, 2, 2});

    @Test
    void countsAndShares() {
        assertThat(confusion.count(0, 1)).isEqualTo(1);
        assertThat(confusion.count(1, 1)).isEqualTo(2);
        assertThat(confusion.accuracy()).isEqualTo(4 / 6.0);
        assertThat(confusion.recall(0)).isEqualTo(0.5);
        assertThat(confusion.precision(1)).isEqualTo(2 / 3.0);
        assertThat(Confusion.of(2, new int[0], new int[0]).accuracy()).isNaN();
    }

    @Test
    void printsATable() {
        assertThat(confusion.toString().lines())
                .containsExactly(
                        "actual\\as     0     1     2   recall",
                        "        0     1     1     0     50.0",
                        "        1     0     2     1     66.7",
                        "        2     0     0     1    100.0",
                        "precision 100.0  66.7  50.0     66.7");
    }

    @Test
    void classesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Confusion.of(2, new int[] {0, 2}, new int[] {0, 0}))
                .hasMessage("label 2 in row 1 is not in [0, 2)");
        assertThatThrownBy(() -> Confusion.of(2, new int[] {0}, new int[] {-1}))
                .hasMessage("prediction -1 in row 0 is not in [0, 2)");
        assertThatThrownBy(() -> Confusion.of(2, new int[2], new int[1]))
                .hasMessage("expected 2 predictions, one for each label, but found 1");
        assertThatThrownBy(() -> Confusion.of(0, new int[0], new int[0])).hasMessageContaining("at least 1");
    }
}
