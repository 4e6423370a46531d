package io.lamina.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.Batch;
import io.lamina.runtime.ElementType;
import io.lamina.runtime.ModelInfo;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Batches of sequences that are not as long as each other. */
class BatchSourceTest {
    private static final ModelInfo INFO = ModelInfo.builder("SignModel")
            .symbol("T", 2, 12, 1)
            .input("series", ElementType.FLOAT32, "T 2")
            .trainingInput("label", ElementType.INT32, "T")
            .build();

    private static float[][] series(int rows, long seed) {
        Random random = new Random(seed);
        float[][] series = new float[rows][];
        for (int i = 0; i < rows; i++) {
            series[i] = new float[2 * (2 + random.nextInt(11))];
            for (int k = 0; k < series[i].length; k++) {
                series[i][k] = random.nextFloat() * 2 - 1;
            }
        }
        return series;
    }

    private static int[][] labels(float[][] series) {
        return Arrays.stream(series)
                .map(row -> {
                    int[] labels = new int[row.length / 2];
                    Arrays.setAll(labels, i -> row[2 * i] * row[2 * i + 1] > 0 ? 1 : 0);
                    return labels;
                })
                .toArray(int[][]::new);
    }

    private static Dataset exact(float[][] series) {
        return Dataset.builder()
                .sequences("series", series)
                .sequences("label", labels(series))
                .build();
    }

    private static Dataset padded(float[][] series) {
        return Dataset.builder()
                .sequences("series", series, 0f)
                .sequences("label", labels(series), -1)
                .build();
    }

    @Test
    void batchesHoldOneLengthOrArePadded() {
        float[][] rows = series(50, 4);
        BatchSource exact = BatchSource.forTraining(INFO, exact(rows), 4);
        int[] order = new int[50];
        Arrays.setAll(order, i -> 49 - i);
        int[] seen = new int[50];
        for (int[] batch : exact.batches(order)) {
            assertThat(batch.length).isBetween(1, 4);
            Batch filled = exact.fill(batch);
            for (int row : batch) {
                seen[row]++;
                assertThat(rows[row]).hasSize(2 * filled.length(0));
            }
        }
        assertThat(seen).containsOnly(1);
        BatchSource mixed = BatchSource.forTraining(INFO, padded(rows), 4);
        assertThat(mixed.batches(order)).hasSize(13);
        Batch filled = mixed.fill(new int[] {0, 1, 2});
        int longest = Math.max(rows[0].length, Math.max(rows[1].length, rows[2].length)) / 2;
        assertThat(filled.length(0)).isEqualTo(longest);
        assertThat(filled.ints(1)[rows[0].length / 2])
                .isEqualTo(rows[0].length / 2 < longest ? -1 : labels(rows)[1][0]);
    }

    @Test
    void lengthsThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> BatchSource.forTraining(INFO, exact(new float[][] {{1, 1, 1, 1}, {1, 2}}), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SignModel: row 1 of the column series (sequences of floats) has T = 1, but the model needs"
                        + " 2 <= T <= 12");
        assertThatThrownBy(() -> BatchSource.forTraining(INFO, padded(new float[][] {new float[26]}), 4))
                .hasMessageContaining("has T = 13, but the model needs 2 <= T <= 12");
        Dataset ofOther = Dataset.builder()
                .sequences("series", new float[][] {new float[6]})
                .sequences("label", new int[][] {{0, 0}})
                .build();
        assertThatThrownBy(() -> BatchSource.forTraining(INFO, ofOther, 4))
                .hasMessage("SignModel: the input INT32 label (B, T) expects 3 numbers in row 0, where T = 3, but the"
                        + " column label (sequences of ints) has 2");
        assertThatThrownBy(() -> BatchSource.forTraining(INFO, exact(new float[][] {new float[7]}), 4))
                .hasMessage(
                        "SignModel: the input FLOAT32 series (B, T, 2) expects a multiple of 2 numbers, but row 0 of"
                                + " the column series (sequences of floats) has 7");
    }

    /** A length that is a multiple of four at least, channels in front, and another that follows from it. */
    @Test
    void paddingStandsBehindEachRow() {
        ModelInfo info = ModelInfo.builder("Channels")
                .symbol("T", 2, 12, 4)
                .input("sound", ElementType.FLOAT32, "2 T")
                .input("both", ElementType.INT32, "2*T+1")
                .build();
        Dataset data = Dataset.builder()
                .sequences("sound", new float[][] {{1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 3, 4}}, 9f)
                .sequences("both", new int[][] {{1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 5}}, -1)
                .build();
        Batch batch = BatchSource.forTraining(info, data, 4).fill(new int[] {1, 0});
        assertThat(batch.length(0)).isEqualTo(4);
        assertThat(Arrays.copyOf(batch.floats(0), 16)).containsExactly(1, 2, 9, 9, 3, 4, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(Arrays.copyOf(batch.ints(1), 18))
                .containsExactly(1, 2, 3, 4, 5, -1, -1, -1, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aSizeThatNoInputTellsIsNamed() {
        ModelInfo info = ModelInfo.builder("Pairs")
                .symbol("S", 1, 4, 1)
                .symbol("T", 1, 4, 1)
                .input("scores", ElementType.FLOAT32, "S T")
                .build();
        Dataset data =
                Dataset.builder().sequences("scores", new float[][] {{1, 2}}).build();
        assertThatThrownBy(() -> BatchSource.forTraining(info, data, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "Pairs: no input of the data tells S, as none has it as its only symbolic size");
    }
}
