package io.lamina.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private final Dataset data = Dataset.builder()
            .floats("x", 2, new float[] {0, 0.5f, 1, 1.5f, 2, 2.5f})
            .ints("y", new int[] {10, 11, 12})
            .build();

    @Test
    void rowsAreTakenInTheOrderAskedFor() {
        Dataset some = data.rows(2, 0, 2);
        assertThat(some.floats("x")).containsExactly(2, 2.5f, 0, 0.5f, 2, 2.5f);
        assertThat(some.rows(1, 0).ints("y")).containsExactly(10, 12);
        assertThat(data.first(2).ints("y")).containsExactly(10, 11);
        assertThat(data.first(9).size()).isEqualTo(3);
        assertThat(data).hasToString("3 rows of x (2 floats per row), y (1 int per row)");
    }

    @Test
    void aSplitKeepsEveryRowOnceAndIsFixedByItsSeed() {
        Dataset hundred =
                Dataset.builder().ints("y", IntStream.range(0, 100).toArray()).build();
        Split split = hundred.split(0.8, 7);
        assertThat(split.train().size()).isEqualTo(80);
        assertThat(split.test().size()).isEqualTo(20);
        assertThat(IntStream.concat(
                                IntStream.of(split.train().ints("y")),
                                IntStream.of(split.test().ints("y")))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(hundred.split(0.8, 7).test().ints("y"))
                .isEqualTo(split.test().ints("y"));
        assertThat(hundred.split(0.8, 8).test().ints("y"))
                .isNotEqualTo(split.test().ints("y"));
        assertThat(split.test().ints("y")).isNotEqualTo(IntStream.range(80, 100).toArray());
    }

    @Test
    void aSplitWithAnEmptyPartIsRefused() {
        for (double fraction : new double[] {0, 1, -1, 2, 0.01, Double.NaN}) {
            assertThatThrownBy(() -> data.split(fraction, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "a fraction of " + fraction + " does not split 3 rows into two parts that both have rows");
        }
    }

    @Test
    void columnsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Dataset.builder().floats("x", 2, new float[3]))
                .hasMessage("column x: expected a multiple of 2 numbers, but found 3");
        assertThatThrownBy(() -> Dataset.builder().floats("x", 0, new float[3]))
                .hasMessage("column x: the width must be at least 1, but is 0");
        assertThatThrownBy(() -> Dataset.builder().ints("x", new int[1]).ints("x", new int[1]))
                .hasMessage("two columns are named x");
        assertThatThrownBy(() -> Dataset.builder().build()).hasMessage("a dataset needs at least one column");
        assertThatThrownBy(() -> Dataset.builder()
                        .floats("x", 2, new float[4])
                        .ints("y", new int[3])
                        .build())
                .hasMessage("column y: expected 2 rows, as in column x, but found 3");
        assertThatThrownBy(() -> Dataset.builder().floats("x", new float[][] {{1, 2}, {3}}))
                .hasMessage("column x: expected 2 floats in each row, as in row 0, but found 1 in row 1");
        assertThatThrownBy(() -> data.floats("y"))
                .hasMessage(
                        "expected a column 'y' of FLOAT32, but the data has x (2 floats per row), y (1 int per row)");
        assertThatThrownBy(() -> data.ints("z")).hasMessageStartingWith("expected a column 'z' of INT32");
    }

    @Test
    void rowsOfArraysAreCopied() {
        float[][] rows = {{1, 2}, {3, 4}};
        Dataset copied = Dataset.builder().floats("x", rows).build();
        rows[1][1] = 9;
        assertThat(copied.floats("x")).containsExactly(1, 2, 3, 4);
    }
}
