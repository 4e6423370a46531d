package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
    @TempDir
    Path folder;

    @Test
    void timesWithAndWithoutAUnitAreRead() throws IOException {
        Path torch = file("torch.txt", "# PyTorch", "mlp_b32 train 0.1683", "mlp_b32 infer1 12");
        Path peers = file("peers.txt", "some warning", "mlp_b32            train     0.120 ms   6400 items/s");
        References references = References.read(List.of(torch, peers));
        assertThat(references.frameworks()).containsExactly("torch", "peers");
        assertThat(references.milliseconds("peers", "mlp_b32", "train")).hasValue(0.12);
        assertThat(references.milliseconds("peers", "mlp_b32", "infer1")).isEmpty();
        assertThat(references.best("mlp_b32", "train")).contains(new References.Best("peers", 0.12));
        assertThat(references.best("mlp_b32", "infer1")).contains(new References.Best("torch", 12));
        assertThat(references.best("mlp_b32", "infer")).isEmpty();
    }

    @Test
    void aFileWithoutTimesIsRefused() throws IOException {
        Path log = file("log.txt", "mlp_b32 train failed");
        assertThatThrownBy(() -> References.read(List.of(log)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("case mode milliseconds");
        assertThatThrownBy(() -> References.read(List.of(folder.resolve("none.txt"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not there");
    }

    @Test
    void twoFilesOfOneNameAreRefused() throws IOException {
        Path one = file("torch.txt", "mlp_b32 train 1.0");
        Path other = file("torch.log", "mlp_b32 train 2.0");
        assertThatThrownBy(() -> References.read(List.of(one, other)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("torch");
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }
}
