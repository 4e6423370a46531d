package io.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MnistExampleTest {
    private static final int SIDE = 28;

    /** The table that Keras prints for its own MNIST example has these shapes and numbers. */
    @Test
    void summaryIsKeras() {
        String summary = MnistCnnParameters.info().toString();
        assertThat(summary)
                .containsSubsequence(
                        "(B, 26, 26, 32)",
                        " 320 ",
                        "(B, 13, 13, 32)",
                        " 0 ",
                        "(B, 11, 11, 64)",
                        " 18,496 ",
                        "(B, 5, 5, 64)",
                        " 0 ",
                        "(B, 1600)",
                        " 0 ",
                        "(B, 128)",
                        " 204,928 ",
                        "(B, 128)",
                        " 0 ",
                        "(B, 10)",
                        " 1,290 ",
                        "Total params: 225,034");
    }

    @Test
    void saysWhatToFetch(@TempDir Path empty) {
        assertThat(Commands.execute(new MnistExample(), empty.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void trainsOnFilesOfMnistsForm(@TempDir Path folder) throws IOException {
        write(folder, "train", 64);
        write(folder, "t10k", 16);
        Path weights = folder.resolve("mnist.safetensors");
        int exit = Commands.execute(
                new MnistExample(),
                folder.toString(),
                "--epochs",
                "1",
                "--batch-size",
                "16",
                "--save",
                weights.toString());
        assertThat(exit).isZero();
        assertThat(MnistCnnParameters.load(weights).count()).isEqualTo(225_034);
    }

    private static void write(Path folder, String part, int images) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        try (DataOutputStream image = new DataOutputStream(pixels);
                DataOutputStream label = new DataOutputStream(labels)) {
            image.writeInt(0x803);
            image.writeInt(images);
            image.writeInt(SIDE);
            image.writeInt(SIDE);
            label.writeInt(0x801);
            label.writeInt(images);
            for (int i = 0; i < images; i++) {
                for (int p = 0; p < SIDE * SIDE; p++) {
                    image.writeByte(p / SIDE == 2 * (i % 10) ? 255 : 0);
                }
                label.writeByte(i % 10);
            }
        }
        Files.write(folder.resolve(part + "-images-idx3-ubyte"), pixels.toByteArray());
        Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.toByteArray());
    }
}
