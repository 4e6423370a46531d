package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Thousands of damaged files. Each must give a {@link SafeTensorsException} or a correct read: where the bytes of the header
 * are whole, that is the values that lie in the file; and where all is accepted, tensors that cover the file exactly.
 */
class SafeTensorsFuzzTest {
    private static final int ROUNDS = 40_000;
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "0",
        "-1",
        "9223372036854775807",
        "1e9",
        "null",
        "\"F64\"",
        "\"F16\"",
        " ",
        "\"__metadata__\"",
        "\"shape\"",
        "\"data_offsets\"",
        "\\u0000",
        "\u00e9",
        "[[[[[[[["
    };

    @Test
    void damagedFilesAreRefusedOrReadRightly() throws IOException {
        byte[] whole = valid();
        int refused = 0;
        int read = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] damaged = damage(whole, new Random(seed));
            try (SafeTensors file = SafeTensors.read(new ByteArrayInputStream(damaged), "fuzz " + seed)) {
                checkCorrect(file, damaged);
                read++;
            } catch (SafeTensorsException e) {
                assertThat(e.getMessage()).startsWith("fuzz " + seed + ": ");
                refused++;
            }
        }
        // Both outcomes occur in numbers, else the test would test little.
        assertThat(refused).isGreaterThan(ROUNDS / 4);
        assertThat(read).isGreaterThan(ROUNDS / 50);
    }

    @Test
    void aModelLoadsDamagedFilesWhollyOrNotAtAll() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TinyParameters.create(1).save(out);
        byte[] whole = out.toByteArray();
        float[] before = TinyParameters.create(2).values();
        int loaded = 0;
        for (int seed = 0; seed < ROUNDS / 4; seed++) {
            byte[] damaged = damage(whole, new Random(seed));
            TinyParameters p = TinyParameters.create(2);
            try {
                p.loadFrom(new ByteArrayInputStream(damaged), "fuzz");
                loaded++;
            } catch (SafeTensorsException e) {
                assertThat(p.values()).isEqualTo(before);
            }
        }
        assertThat(loaded).isBetween(1, ROUNDS / 4 - 1);
    }

    /** The tensors lie end to end and fill the file, and a value read is the value that stands there. */
    private static void checkCorrect(SafeTensors file, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int start = 8 + (int) buffer.getLong(0);
        long covered = 0;
        for (TensorEntry entry : file.tensors().values()) {
            covered += entry.end() - entry.begin();
            if (entry.type().equals("F32")) {
                float[] values = file.floats(entry.name());
                assertThat(values.length).isEqualTo((int) entry.elements());
                for (int i = 0; i < values.length; i++) {
                    int expected = buffer.getInt(start + (int) entry.begin() + 4 * i);
                    assertThat(Float.floatToRawIntBits(values[i])).isEqualTo(expected);
                }
            }
        }
        assertThat(start + covered).isEqualTo(bytes.length);
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int header = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            int inHeader = Math.min(bytes.length - 1, 8 + random.nextInt(header));
            switch (random.nextInt(8)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[random.nextInt(8)] = (byte) random.nextInt(256); // the length
                case 2 -> bytes[inHeader] ^= (byte) (1 << random.nextInt(8));
                case 3 -> replaceDigit(bytes, inHeader, random);
                case 4 -> bytes = Arrays.copyOf(bytes, Math.max(8, at)); // cut off
                case 5 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
                case 6 -> bytes = insert(bytes, inHeader, TOKENS[random.nextInt(TOKENS.length)]);
                default -> {
                    // a piece of the header elsewhere
                    int length = Math.min(random.nextInt(30), bytes.length - Math.max(at, inHeader));
                    System.arraycopy(bytes, inHeader, bytes, at, length);
                }
            }
        }
        return bytes;
    }

    private static void replaceDigit(byte[] bytes, int from, Random random) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                bytes[i] = (byte) ('0' + random.nextInt(10));
                break;
            }
        }
    }

    private static byte[] insert(byte[] bytes, int at, String token) {
        byte[] added = token.getBytes(StandardCharsets.UTF_8);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + added.length);
        System.arraycopy(added, 0, longer, at, added.length);
        System.arraycopy(bytes, at, longer, at + added.length, bytes.length - at);
        ByteBuffer length = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(0, length.getLong(0) + added.length);
        return longer;
    }

    private static byte[] valid() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SafeTensorsWriter()
                .metadata("format", "pt")
                .integers("count", new int[0], new long[] {7})
                .floats("a", new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6})
                .floats("b", new int[] {}, new float[] {7})
                .floats("c", new int[] {4}, new float[] {8, 9, 10, 11})
                .write(out);
        return out.toByteArray();
    }
}
