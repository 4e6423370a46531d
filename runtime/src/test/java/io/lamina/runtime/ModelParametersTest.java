package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelParametersTest {
    @TempDir
    Path dir;

    @Test
    void aSeedGivesTheSameWeightsWhateverTheOtherLayersAre() {
        TinyParameters a = TinyParameters.create(1);
        assertThat(a.values()).isEqualTo(TinyParameters.create(1).values());
        assertThat(a.get("conv.weight")).isNotEqualTo(TinyParameters.create(2).get("conv.weight"));
        float[] alone = new float[24];
        Initializer.kaimingUniform(8).fill(alone, 0, 24, CounterRandom.key(1, "conv.weight"));
        assertThat(a.get("conv.weight")).isEqualTo(alone);
    }

    @Test
    void countsLeaveOutTheCountOfBatches() {
        TinyParameters p = TinyParameters.create(1);
        assertThat(p.count()).isEqualTo(81);
        assertThat(p.trainableCount()).isEqualTo(76);
    }

    @Test
    void setAndGetUseTheFileLayout() {
        TinyParameters p = TinyParameters.create(1);
        p.set("fixed.weight", new float[] {7, 8, 9});
        assertThat(p.get("fixed.weight")).containsExactly(7, 8, 9);
        assertThatThrownBy(() -> p.set("fixed.weight", new float[2]))
                .hasMessage("fixed.weight: expected 3 values of shape [3], but found 2");
    }

    @Test
    void whatIsSavedComesBackBitForBit() throws IOException {
        TinyParameters saved = TinyParameters.create(1);
        saved.values()[81] = 12345;
        saved.values()[0] = Float.NaN;
        saved.values()[1] = -0.0f;
        Path file = dir.resolve("tiny.safetensors");
        saved.save(file);
        saved.save(file);
        TinyParameters loaded = TinyParameters.create(2);
        loaded.loadFrom(file);
        assertThat(bits(loaded)).isEqualTo(bits(saved));
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void streamsHoldTheSameBytesAsFiles() throws IOException {
        TinyParameters saved = TinyParameters.create(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        saved.save(out);
        Path file = dir.resolve("tiny.safetensors");
        saved.save(file);
        assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(file));
        TinyParameters loaded = TinyParameters.create(2);
        loaded.loadFrom(new ByteArrayInputStream(out.toByteArray()), "asset");
        assertThat(bits(loaded)).isEqualTo(bits(saved));
    }

    @Test
    void aFailedSaveLeavesTheOldFileAndNothingBeside() throws IOException {
        Path file = dir.resolve("old.safetensors");
        Files.write(file, new byte[] {1, 2, 3});
        SafeTensorsWriter broken = new SafeTensorsWriter().floats("x", new int[] {2}, new float[3]);
        assertThatThrownBy(() -> broken.write(file)).hasMessage("x [2]: expected 2 values, but found 3");
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileThatDoesNotFitIsComparedTensorByTensorAndChangesNothing() throws IOException {
        Path file = dir.resolve("other.safetensors");
        new SafeTensorsWriter()
                .floats("conv.weight", new int[] {2, 2, 2, 3}, new float[24])
                .floats("dense.weight", new int[] {4, 12}, new float[48])
                .integers("fixed.weight", new int[] {3}, new long[3])
                .floats("norm.running_mean", new int[] {2}, new float[2])
                .floats("head.weight", new int[] {}, new float[1])
                .write(file);
        TinyParameters p = TinyParameters.create(1);
        int[] before = bits(p);
        assertThatThrownBy(() -> p.loadFrom(file))
                .isInstanceOf(ParameterMismatchException.class)
                .hasMessage(String.join(
                        "\n",
                        file + " does not fit Tiny: 4 tensors differ; nothing was loaded.",
                        "  tensor         expected by Tiny   found in the file",
                        "  conv.weight    F32 [3, 2, 2, 2]   F32 [2, 2, 2, 3]",
                        "  dense.bias     F32 [4]            nothing",
                        "  fixed.weight   F32 [3]            I64 [3]",
                        "  head.weight    nothing            F32 []",
                        "conv.weight has the same dims in another order: is the file one of the other convention"
                                + " (TORCH, KERAS)?"));
        assertThat(bits(p)).isEqualTo(before);
    }

    @Test
    void aCommonPrefixIsPointedOut() throws IOException {
        Path file = dir.resolve("prefixed.safetensors");
        SafeTensorsWriter writer = new SafeTensorsWriter();
        for (Parameter q : TinyParameters.TABLE.parameters()) {
            writer.floats("module." + q.name(), q.fileShape(), new float[q.size()]);
        }
        writer.write(file);
        assertThatThrownBy(() -> TinyParameters.create(1).loadFrom(file))
                .hasMessageEndingWith("The file's names seem to begin with 'module.'.");
    }

    @Test
    void theCountOfBatchesMayBeMissingOrExtra() throws IOException {
        Path file = dir.resolve("counts.safetensors");
        TinyParameters p = TinyParameters.create(1);
        p.values()[81] = 5;
        SafeTensorsWriter writer =
                new SafeTensorsWriter().integers("other.num_batches_tracked", new int[0], new long[] {3});
        for (Parameter q : TinyParameters.TABLE.parameters()) {
            if (!q.isCounter()) {
                writer.floats(q.name(), q.fileShape(), p.get(q.name()));
            }
        }
        writer.write(file);
        p.loadFrom(file);
        assertThat(p.values()[81]).isZero();
        assertThat(p.values()[0]).isEqualTo(TinyParameters.create(1).values()[0]);
    }

    @Test
    void manyExtraTensorsAreSummedUp() throws IOException {
        Path file = dir.resolve("many.safetensors");
        SafeTensorsWriter writer = new SafeTensorsWriter();
        for (int i = 0; i < 80; i++) {
            writer.floats("x" + i, new int[0], new float[1]);
        }
        writer.write(file);
        assertThatThrownBy(() -> TinyParameters.create(1).loadFrom(file))
                .hasMessageContaining("85 tensors differ")
                .hasMessageContaining("and 30 more that Tiny does not have");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = dir.resolve("none.safetensors");
        assertThatThrownBy(() -> TinyParameters.create(1).loadFrom(file))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none.safetensors");
    }

    @Test
    void weightsOfAnotherModelAreRefused() {
        ParameterTable other = ParameterTable.builder("Other").build();
        ModelParameters empty = new ModelParameters(other, new float[0]) {};
        assertThatThrownBy(() -> TinyParameters.create(1).copyFrom(empty))
                .hasMessage("the weights of Other do not fit Tiny");
        assertThatThrownBy(() -> new ModelParameters(other, new float[1]) {})
                .hasMessage("Other has 0 weights, but the array has 1");
        TinyParameters copy = TinyParameters.create(3);
        copy.copyFrom(TinyParameters.create(4));
        assertThat(bits(copy)).isEqualTo(bits(TinyParameters.create(4)));
    }

    private static int[] bits(ModelParameters p) {
        int[] bits = new int[p.values().length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(p.values()[i]);
        }
        return bits;
    }
}
