package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One weight under two names, of which the second is the first transposed. */
class TiedParameterTest {
    private static final ParameterTable TABLE = ParameterTable.builder("Writer")
            .add("embedded.weight", ParameterTable.Group.DECAYED, 0, new int[] {3, 2}, Initializer.standardNormal())
            .tie("logits.weight", "embedded.weight", true)
            .build();

    private static final class Weights extends ModelParameters {
        Weights(float... values) {
            super(TABLE, values);
        }
    }

    @TempDir
    Path folder;

    @Test
    void bothNamesReadAndWriteIt() {
        Weights weights = new Weights(1, 2, 3, 4, 5, 6);
        assertThat(weights.get("logits.weight")).containsExactly(1, 3, 5, 2, 4, 6);
        weights.set("logits.weight", new float[] {10, 30, 50, 20, 40, 60});
        assertThat(weights.get("embedded.weight")).containsExactly(10, 20, 30, 40, 50, 60);
        assertThat(weights.count()).isEqualTo(6);
    }

    @Test
    void filesHoldBothNames() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        new Weights(1, 2, 3, 4, 5, 6).save(file);
        try (SafeTensors tensors = SafeTensors.open(file)) {
            assertThat(tensors.tensors()).containsOnlyKeys("embedded.weight", "logits.weight");
            assertThat(tensors.floats("logits.weight")).containsExactly(1, 3, 5, 2, 4, 6);
        }
        Weights read = new Weights(new float[6]);
        read.loadFrom(file);
        assertThat(read.values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void eitherNameIsEnough() throws IOException {
        Weights read = new Weights(new float[6]);
        Path first = write("first", new SafeTensorsWriter().floats("embedded.weight", new int[] {3, 2}, () ->
                        new float[] {1, 2, 3, 4, 5, 6}));
        read.loadFrom(first);
        assertThat(read.values()).containsExactly(1, 2, 3, 4, 5, 6);
        Path second = write("second", new SafeTensorsWriter().floats("logits.weight", new int[] {2, 3}, () ->
                        new float[] {1, 3, 5, 2, 4, 7}));
        read.loadFrom(second);
        assertThat(read.values()).containsExactly(1, 2, 3, 4, 5, 7);
    }

    @Test
    void valuesThatDifferAndOtherShapesAreRefused() throws IOException {
        Weights read = new Weights(new float[6]);
        Path differing = write(
                "differing",
                new SafeTensorsWriter()
                        .floats("embedded.weight", new int[] {3, 2}, () -> new float[6])
                        .floats("logits.weight", new int[] {2, 3}, () -> new float[] {0, 0, 0, 0, 0, 1}));
        assertThatThrownBy(() -> read.loadFrom(differing))
                .isInstanceOf(ParameterMismatchException.class)
                .hasMessageContaining("logits.weight and embedded.weight differ, but they are one weight");
        Path other =
                write("other", new SafeTensorsWriter().floats("logits.weight", new int[] {3, 2}, () -> new float[6]));
        assertThatThrownBy(() -> read.loadFrom(other))
                .isInstanceOf(ParameterMismatchException.class)
                .hasMessageContaining("F32 [2, 3]");
        Path none = write("none", new SafeTensorsWriter());
        assertThatThrownBy(() -> read.loadFrom(none)).hasMessageContaining("embedded.weight");
    }

    private Path write(String name, SafeTensorsWriter writer) throws IOException {
        Path file = folder.resolve(name + ".safetensors");
        writer.write(file);
        return file;
    }
}
