package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.runtime.ParameterTable.Group;
import org.junit.jupiter.api.Test;

class ParameterTableTest {
    private static final Initializer ZEROS = Initializer.zeros();

    @Test
    void groupsGiveTheRangesOfTheOptimizer() {
        ParameterTable table = TinyParameters.TABLE;
        assertThat(table.decayed()).isEqualTo(24 + 48);
        assertThat(table.trainable()).isEqualTo(24 + 48 + 4);
        assertThat(table.size()).isEqualTo(24 + 48 + 4 + 3 + 2 + 1);
        assertThat(table.parameters()).extracting(Parameter::name).startsWith("conv.weight", "dense.weight");
        assertThat(table.get("dense.weight").offset()).isEqualTo(24);
    }

    @Test
    void gapsBelongToNobody() {
        ParameterTable table = ParameterTable.builder("M")
                .add("a", Group.DECAYED, 12, new int[] {3}, Initializer.ones())
                .add("b", Group.PLAIN, 28, new int[] {2}, Initializer.ones())
                .add("c", Group.STATE, 33, new int[] {1}, Initializer.ones())
                .build();
        assertThat(table.decayed()).isEqualTo(15);
        assertThat(table.trainable()).isEqualTo(30);
        assertThat(table.size()).isEqualTo(34);
        ModelParameters parameters = new ModelParameters(table, ModelParameters.initialize(table, 1)) {};
        assertThat(parameters.count()).isEqualTo(6);
        assertThat(parameters.trainableCount()).isEqualTo(5);
        float sum = 0;
        for (float value : parameters.values()) {
            sum += value;
        }
        assertThat(sum).isEqualTo(6);
    }

    @Test
    void memoryIsTheTransposedFile() {
        // A dense layer [4, 2*2*3] in PyTorch's file that reads C H W = 2 2 3, but H W C in memory.
        Parameter p = TinyParameters.TABLE.get("dense.weight");
        float[] file = new float[48];
        for (int i = 0; i < 48; i++) {
            file[i] = i + 1;
        }
        float[] flat = new float[TinyParameters.TABLE.size()];
        p.fromFile(file, flat);
        for (int h = 0; h < 2; h++) {
            for (int w = 0; w < 3; w++) {
                for (int c = 0; c < 2; c++) {
                    for (int out = 0; out < 4; out++) {
                        float inMemory = flat[p.offset() + ((h * 3 + w) * 2 + c) * 4 + out];
                        float inFile = file[((out * 2 + c) * 2 + h) * 3 + w];
                        assertThat(inMemory).isEqualTo(inFile);
                    }
                }
            }
        }
        assertThat(flat[p.offset() - 1]).isZero();
        assertThat(flat[p.offset() + p.size()]).isZero();
        assertThat(p.toFile(flat)).isEqualTo(file);
    }

    @Test
    void everyPermutationComesBack() {
        for (int key = 0; key < 40; key++) {
            int rank = 1 + key % 5;
            int[] split = new int[rank];
            for (int d = 0; d < rank; d++) {
                split[d] = 1 + CounterRandom.bounded(key, d, 4);
            }
            int[] permutation = CounterRandom.permutation(key, rank);
            int size = Shapes.size("x", split);
            Parameter p = ParameterTable.builder("M")
                    .add("x", Group.PLAIN, 0, new int[] {size}, split, permutation, ZEROS)
                    .build()
                    .get("x");
            float[] file = new float[size];
            Initializer.uniform(1).fill(file, 0, size, key);
            float[] flat = new float[size];
            p.fromFile(file, flat);
            assertThat(p.toFile(flat)).isEqualTo(file);
        }
    }

    @Test
    void aTableThatDoesNotFitIsRefused() {
        ParameterTable.Builder b = ParameterTable.builder("M").add("a", Group.PLAIN, 0, new int[] {2}, ZEROS);
        assertThatThrownBy(() -> b.add("b", Group.PLAIN, 1, new int[] {2}, ZEROS))
                .hasMessage("M: b should begin at 2 or at most 15 later, not at 1");
        assertThatThrownBy(() -> b.add("b", Group.PLAIN, 18, new int[] {2}, ZEROS))
                .hasMessage("M: b should begin at 2 or at most 15 later, not at 18");
        assertThatThrownBy(() -> b.add("b", Group.DECAYED, 2, new int[] {2}, ZEROS))
                .hasMessage("M: b of group DECAYED comes after group PLAIN");
        assertThatThrownBy(() -> b.add("a", Group.PLAIN, 2, new int[] {2}, ZEROS))
                .hasMessage("M: two parameters are named a");
        assertThatThrownBy(() -> b.add("b", Group.PLAIN, 2, new int[] {6}, new int[] {2, 2}, new int[] {0, 1}, ZEROS))
                .hasMessageContaining("split [2, 2] has not the 6 elements");
        assertThatThrownBy(() -> b.add("b", Group.PLAIN, 2, new int[] {6}, new int[] {2, 3}, new int[] {0, 0}, ZEROS))
                .hasMessageContaining("[0, 0] is not a permutation of 2 dims");
        assertThatThrownBy(() -> b.add("b", Group.PLAIN, 2, new int[] {1 << 16, 1 << 16}, ZEROS))
                .hasMessageContaining("exceeds 2^31");
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        assertThatThrownBy(() -> TinyParameters.TABLE.get("conv.wieght"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Tiny has no parameter 'conv.wieght'; it has conv.weight, dense.weight");
    }
}
