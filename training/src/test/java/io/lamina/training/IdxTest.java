package io.lamina.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    private static final int[] IMAGES = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 102, 153, 204, 255};

    @TempDir
    Path dir;

    @Test
    void readsImagesCompressedOrNot() throws IOException {
        for (boolean compressed : new boolean[] {false, true}) {
            Idx idx = Idx.read(file(compressed, IMAGES));
            assertThat(idx.shape()).containsExactly(2, 1, 3);
            assertThat(idx.rows()).isEqualTo(2);
            assertThat(idx.width()).isEqualTo(3);
            assertThat(idx.floats(1 / 255.0)).containsExactly(0, 0.2f, 0.4f, 0.6f, 0.8f, 1);
            assertThat(idx.ints()).containsExactly(0, 51, 102, 153, 204, 255);
        }
    }

    @Test
    void readsEveryType() throws IOException {
        assertThat(Idx.read(file(false, 0, 0, 9, 1, 0, 0, 0, 1, 0xFE)).ints()).containsExactly(-2);
        assertThat(Idx.read(file(false, 0, 0, 11, 1, 0, 0, 0, 1, 0xFE, 0)).ints())
                .containsExactly(-512);
        assertThat(Idx.read(file(false, 0, 0, 12, 1, 0, 0, 0, 1, 1, 0, 0, 2)).ints())
                .containsExactly((1 << 24) + 2);
        Idx floats = Idx.read(file(false, 0, 0, 13, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0));
        assertThat(floats.floats(2)).containsExactly(3);
        assertThat(Idx.read(file(false, 0, 0, 14, 1, 0, 0, 0, 1, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0))
                        .floats(1))
                .containsExactly(1.5f);
        assertThatThrownBy(floats::ints).hasMessageEndingWith("expected integers, but found elements of type FLOAT");
        assertThat(Idx.read(file(false, 0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 5)).ints())
                .isEmpty();
    }

    @Test
    void filesThatLieAreRefused() throws IOException {
        assertRefused("the file ends within the IDX header", 0, 0, 8);
        assertRefused("the file ends within the IDX header", 0, 0, 8, 2, 0, 0, 0, 1);
        assertRefused("begins with two zero bytes, but found 89 50", 0x89, 0x50, 8, 1);
        assertRefused("expected an IDX type (08, 09, 0B, 0C, 0D, 0E), but found 0A", 0, 0, 10, 1);
        assertRefused("expected 1 to 16 dims, but found 0", 0, 0, 8, 0);
        assertRefused("expected 1 to 16 dims, but found 255", 0, 0, 8, 255);
        assertRefused("dim 0 is 4294967295, which makes more than the 2^31 bytes", 0, 0, 8, 1, 255, 255, 255, 255);
        assertRefused("dim 1 is 65536, which makes more", 0, 0, 8, 2, 0, 1, 0, 0, 0, 1, 0, 0);
        assertRefused(
                "expected 1073741824 bytes of UNSIGNED_BYTE [1073741824], but found 1", 0, 0, 8, 1, 64, 0, 0, 0, 7);
        assertRefused("expected the end after 1 bytes", 0, 0, 8, 1, 0, 0, 0, 1, 7, 7);
    }

    @Test
    void damagedFilesAreRefusedOrRead() throws IOException {
        int refused = 0;
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            int[] bytes = IMAGES.clone();
            bytes[random.nextInt(bytes.length)] = random.nextInt(256);
            bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * random.nextInt(bytes.length));
            try {
                Idx idx = Idx.read(file(seed % 2 == 0, bytes));
                assertThat(idx.floats(1)).hasSize(Arrays.stream(idx.shape()).reduce(1, (a, b) -> a * b));
            } catch (DataException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(200, 1900);
    }

    private void assertRefused(String complaint, int... bytes) throws IOException {
        Path file = file(false, bytes);
        assertThatThrownBy(() -> Idx.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(complaint);
    }

    private Path file(boolean compressed, int... bytes) throws IOException {
        Path file = dir.resolve("data");
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = compressed ? new GZIPOutputStream(raw) : raw) {
            for (int b : bytes) {
                out.write(b);
            }
        }
        return file;
    }
}
