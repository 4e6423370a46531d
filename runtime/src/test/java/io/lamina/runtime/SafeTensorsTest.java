package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
    @TempDir
    Path dir;

    @Test
    void readsEveryFloatingType() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4 + 12 + 4 + 8).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1.5f);
        // 1, -2, smallest subnormal, largest, -infinity, NaN
        for (int half : new int[] {0x3C00, 0xC000, 0x0001, 0x7BFF, 0xFC00, 0x7E00}) {
            data.putShort((short) half);
        }
        data.putShort((short) 0x3F80).putShort((short) 0xC0A0);
        data.putDouble(0.1);
        SafeTensors file = read(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"shape\":[2,3],\"dtype\":\"F16\",\"data_offsets\":[4,16]},"
                        + "\"c\":{\"dtype\":\"BF16\",\"data_offsets\":[16,20],\"shape\":[2]},"
                        + "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[20,28]},"
                        + "\"e\":{\"dtype\":\"F32\",\"shape\":[3,0],\"data_offsets\":[28,28]},"
                        + "\"__metadata__\":{\"format\":\"pt\"}}  ",
                data.array());
        assertThat(file.floats("a")).containsExactly(1.5f);
        assertThat(file.floats("b")).containsExactly(1f, -2f, 0x1p-24f, 65504f, Float.NEGATIVE_INFINITY, Float.NaN);
        assertThat(file.floats("c")).containsExactly(1f, -5f);
        assertThat(file.floats("d")).containsExactly(0.1f);
        assertThat(file.floats("e")).isEmpty();
        assertThat(file.metadata()).containsEntry("format", "pt").hasSize(1);
        assertThat(file.tensors().get("b")).hasToString("F16 [2, 3]");
        assertThatThrownBy(() -> file.integers("a"))
                .isInstanceOf(SafeTensorsException.class)
                .hasMessage("test: tensor 'a': expected I64, I32, I16, I8 or U8, but found F32");
        assertThatThrownBy(() -> file.floats("z")).hasMessage("test: there is no tensor 'z'");
    }

    @Test
    void everyHalfFloatIsWidenedExactly() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = (bits >> 10) & 31;
            double fraction = (bits & 1023) / 1024.0;
            double magnitude = exponent == 0
                    ? fraction * Math.pow(2, -14)
                    : exponent < 31
                            ? (1 + fraction) * Math.pow(2, exponent - 15)
                            : fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            double expected = (bits & 0x8000) == 0 ? magnitude : -magnitude;
            assertThat(Float.valueOf(HalfFloats.fromF16((short) bits))).isEqualTo(Float.valueOf((float) expected));
        }
    }

    @Test
    void readsEveryIntegerType() throws IOException {
        byte[] data = {-1, -1, -1, -1, -1, -1, -1, -1, 2, 0, 0, 0, 3, 0, -4, 5, -1};
        SafeTensors file = read(
                "{\"l\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                        + "\"i\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                        + "\"s\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[12,14]},"
                        + "\"b\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[14,16]},"
                        + "\"u\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[16,17]}}",
                data);
        assertThat(file.integers("l")).containsExactly(-1);
        assertThat(file.integers("i")).containsExactly(2);
        assertThat(file.integers("s")).containsExactly(3);
        assertThat(file.integers("b")).containsExactly(-4, 5);
        assertThat(file.integers("u")).containsExactly(255);
        assertThatThrownBy(() -> file.floats("i"))
                .hasMessageContaining("expected F32, F16, BF16 or F64, but found I32");
    }

    @Test
    void namesOfAnyCharactersComeBack() throws IOException {
        String name = "a\"b\\c\n\u0001\u00e4\u20ac\ud83d\ude00/";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SafeTensorsWriter()
                .metadata(name, name)
                .floats(name, new int[] {1}, new float[] {4})
                .write(out);
        SafeTensors file = SafeTensors.read(new ByteArrayInputStream(out.toByteArray()), "test");
        assertThat(file.floats(name)).containsExactly(4);
        assertThat(file.metadata()).containsEntry(name, name);
    }

    @Test
    void dataIsAlignedAndLargeTensorsSurviveChunks() throws IOException {
        float[] large = new float[50_001];
        Initializer.uniform(1).fill(large, 0, large.length, 1);
        Path file = dir.resolve("large.safetensors");
        new SafeTensorsWriter()
                .floats("large", new int[] {large.length}, large)
                .integers("count", new int[0], new long[] {Long.MIN_VALUE})
                .write(file);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0) % 8)
                .isZero();
        try (SafeTensors read = SafeTensors.open(file)) {
            assertThat(read.tensors().keySet()).containsExactly("count", "large");
            assertThat(read.floats("large")).isEqualTo(large);
            assertThat(read.integers("count")).containsExactly(Long.MIN_VALUE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                       | the header should begin with '{'",
                "{\"a\":1}                                | expected '{', but found '1'",
                "{\"a\":{}}                               | expected a string, but found '}'",
                "{\"a\":{T,S,O}} x                        | expected the end, but found 'x'",
                "{\"a\":{T,S,O},}                         | expected a string, but found '}'",
                "{\"a\":{T,S,O},\"a\":{T,S,O}}            | tensor 'a' occurs twice",
                "{\"a\":{T,T,S,O}}                        | tensor 'a' has dtype twice",
                "{\"a\":{T,S}}                            | expected a dtype, a shape and two data_offsets",
                "{\"a\":{T,S,O,\"x\":1}}                  | expected dtype, shape or data_offsets, but found 'x'",
                "{\"a\":{\"dtype\":\"F31\",S,O}}          | has the type 'F31'; known are BOOL",
                "{\"a\":{T,\"shape\":[3],O}}              | F32 [3] needs 3 x 4 bytes, but data_offsets give it 8",
                "{\"a\":{T,\"shape\":[-2],O}}             | expected a natural number, but found '-'",
                "{\"a\":{T,\"shape\":[2.0],O}}            | expected ']', but found '.'",
                "{\"a\":{T,\"shape\":[02],O}}             | expected a natural number, but found '0'",
                "{\"a\":{T,\"shape\":[2e0],O}}            | expected ']', but found 'e'",
                "{\"a\":{T,\"shape\":[[2]],O}}            | expected a natural number, but found '['",
                "{\"a\":{T,\"shape\":[9223372036854775808],O}} | expected a number below 2^63",
                "{\"a\":{T,\"shape\":[4611686018427387904,4],O}} | exceeds 2^63 elements",
                "{\"a\":{T,\"shape\":[4611686018427387904],O}} | needs 4611686018427387904 x 4 bytes",
                "{\"a\":{T,S,\"data_offsets\":[0,9]}}     | do not lie within the 8 bytes behind the header",
                "{\"a\":{T,S,\"data_offsets\":[8,0]}}     | do not lie within the 8 bytes behind the header",
                "{\"a\":{T,S,\"data_offsets\":[0,8,8]}}   | expected at most 2 numbers",
                "{\"a\":{T,\"shape\":[1],\"data_offsets\":[0,4]}} | end at byte 4 behind the header, but the file has 8",
                "{\"a\":{T,\"shape\":[1],\"data_offsets\":[4,8]}} | should begin at byte 0 behind the header, but begins at 4 (a gap)",
                "{\"a\":{T,S,O},\"b\":{T,S,O}}            | should begin at byte 8 behind the header, but begins at 0 (an overlap)",
                "{\"__metadata__\":{\"k\":1}}             | expected a string, but found '1'",
                "{\"__metadata__\":{\"k\":\"\",\"k\":\"\"}} | __metadata__ has 'k' twice",
                "{\"__metadata__\":{},\"__metadata__\":{}} | __metadata__ occurs twice",
                "{\"\\ud800\":{T,S,O}}                    | expected no lone surrogate",
                "{\"\\u12g4\":{T,S,O}}                    | expected four hex digits, but found 'g'",
                "{\"\\x\":{T,S,O}}                        | expected an escape, but found 'x'",
                "{\"a                                     | expected the end of a string, but found the end",
                "{\"a\tb\":{T,S,O}}                       | expected no control character in a string",
            })
    void damagedHeadersAreExplained(String header, String complaint) {
        String json = header.replace("T", "\"dtype\":\"F32\"")
                .replace("S", "\"shape\":[2]")
                .replace("O", "\"data_offsets\":[0,8]");
        assertThatThrownBy(() -> read(json, new byte[8]))
                .isInstanceOf(SafeTensorsException.class)
                .hasMessageStartingWith("test: ")
                .hasMessageContaining(complaint);
    }

    @Test
    void lengthsThatLieAreRefusedBeforeAnythingIsAllocated() {
        for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 93, 1, 0}) {
            byte[] bytes = new byte[100];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            assertThatThrownBy(() -> SafeTensors.read(new ByteArrayInputStream(bytes), "test"))
                    .isInstanceOf(SafeTensorsException.class)
                    .hasMessageContaining("should give the length of a header, 2 to 92 here");
        }
        assertThatThrownBy(() -> SafeTensors.read(new ByteArrayInputStream(new byte[7]), "test"))
                .hasMessageContaining("at least 8 bytes, but this one has 7");
    }

    @Test
    void whatTorchSaveWritesIsRecognised() {
        byte[] zip = Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 100);
        zip[7] = 8;
        assertThatThrownBy(() -> SafeTensors.read(new ByteArrayInputStream(zip), "net.pt"))
                .isInstanceOf(SafeTensorsException.class)
                .hasMessageContaining("safetensors.torch.save_file(module.state_dict(), file)");
    }

    @Test
    void nestingWithoutEndIsRefusedWithoutAStackOverflow() {
        StringBuilder deep = new StringBuilder("{\"a\":");
        for (int i = 0; i < 1_000_000; i++) {
            deep.append("{\"a\":");
        }
        assertThatThrownBy(() -> read(deep.toString(), new byte[0])).isInstanceOf(SafeTensorsException.class);
        deep.setLength(0);
        deep.append("{\"a\":{\"shape\":");
        for (int i = 0; i < 1_000_000; i++) {
            deep.append('[');
        }
        assertThatThrownBy(() -> read(deep.toString(), new byte[0])).isInstanceOf(SafeTensorsException.class);
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] header = "{\"a?\":{}}".getBytes(StandardCharsets.UTF_8);
        header[3] = (byte) 0xC0;
        assertThatThrownBy(() -> SafeTensors.read(new ByteArrayInputStream(file(header, new byte[0])), "test"))
                .isInstanceOf(SafeTensorsException.class)
                .hasMessage("test: the header is not UTF-8 text");
    }

    @Test
    void namesInMessagesAreHarmless() {
        StringBuilder name = new StringBuilder("\\u001b[31m\\u202e");
        for (int i = 0; i < 200; i++) {
            name.append('y');
        }
        assertThatThrownBy(() -> read("{\"" + name + "\":{\"dtype\":\"F32\"}}", new byte[0]))
                .hasMessageContaining("'?[31m?yyy")
                .hasMessageContaining("y…'");
    }

    @Test
    void aFileCutOffWhileItIsReadIsNoticed() throws IOException {
        Path path = dir.resolve("shrinks.safetensors");
        new SafeTensorsWriter().floats("x", new int[] {100}, new float[100]).write(path);
        try (SafeTensors file = SafeTensors.open(path)) {
            byte[] bytes = Files.readAllBytes(path);
            Files.write(path, Arrays.copyOf(bytes, bytes.length - 50));
            assertThatThrownBy(() -> file.floats("x"))
                    .isInstanceOf(SafeTensorsException.class)
                    .hasMessageContaining("the file ended at byte");
        }
    }

    private static SafeTensors read(String header, byte[] data) throws IOException {
        byte[] bytes = file(header.getBytes(StandardCharsets.UTF_8), data);
        return SafeTensors.read(new ByteArrayInputStream(bytes), "test");
    }

    private static byte[] file(byte[] header, byte[] data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }
}
