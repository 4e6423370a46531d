package io.lamina.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes a safetensors file: I64 tensors first, then F32, each in the order they were added, so that all are aligned. The
 * same tensors give the same bytes.
 */
public final class SafeTensorsWriter {
    private static final int CHUNK = 1 << 13;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** Empty. */
    public SafeTensorsWriter() {}

    /** Adds a text to {@code __metadata__}. */
    public SafeTensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Adds an F32 tensor; the values are read when the file is written. */
    public SafeTensorsWriter floats(String name, int[] shape, float[] values) {
        return floats(name, shape, () -> values);
    }

    /** Adds an F32 tensor whose values are made when the file is written. */
    SafeTensorsWriter floats(String name, int[] shape, Supplier<float[]> values) {
        return add(new Tensor(name, shape, true, values, new long[0]));
    }

    /**
     * Adds an I64 tensor.
     *
     * @throws IllegalArgumentException if the name is taken or the number of values is not that of the shape
     */
    public SafeTensorsWriter integers(String name, int[] shape, long[] values) {
        return add(new Tensor(name, shape, false, () -> new float[0], values));
    }

    /** Writes the file: beside it under another name, forced to disk, moved into place. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, this::write);
    }

    /** Writes the bytes; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        List<Tensor> ordered = new ArrayList<>();
        for (Tensor t : tensors.values()) {
            if (!t.isFloat) {
                ordered.add(t);
            }
        }
        for (Tensor t : tensors.values()) {
            if (t.isFloat) {
                ordered.add(t);
            }
        }
        byte[] header = header(ordered);
        ByteBuffer length =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length);
        out.write(length.array());
        out.write(header);
        for (Tensor t : ordered) {
            if (t.isFloat) {
                writeFloats(out, t);
            } else {
                writeIntegers(out, t);
            }
        }
        out.flush();
    }

    private SafeTensorsWriter add(Tensor tensor) {
        if (tensors.put(tensor.name, tensor) != null) {
            throw new IllegalArgumentException("two tensors are named " + tensor.name);
        }
        return this;
    }

    private byte[] header(List<Tensor> ordered) {
        StringBuilder json = new StringBuilder("{");
        if (!metadata.isEmpty()) {
            json.append("\"__metadata__\":{");
            for (Map.Entry<String, String> e : metadata.entrySet()) {
                quote(json, e.getKey()).append(':');
                quote(json, e.getValue()).append(',');
            }
            json.setCharAt(json.length() - 1, '}');
            json.append(',');
        }
        long offset = 0;
        for (Tensor t : ordered) {
            long end = offset + (long) t.size * (t.isFloat ? 4 : 8);
            quote(json, t.name).append(":{\"dtype\":\"").append(t.isFloat ? "F32" : "I64");
            json.append("\",\"shape\":").append(Arrays.toString(t.shape).replace(" ", ""));
            json.append(",\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(end)
                    .append("]},");
            offset = end;
        }
        if (json.charAt(json.length() - 1) == ',') {
            json.setLength(json.length() - 1);
        }
        json.append('}');
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static StringBuilder quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }

    private static void writeFloats(OutputStream out, Tensor tensor) throws IOException {
        float[] values = tensor.floats.get();
        if (values.length != tensor.size) {
            throw new IllegalArgumentException(tensor.complaint(values.length));
        }
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < values.length; done += CHUNK) {
            int n = Math.min(CHUNK, values.length - done);
            for (int i = 0; i < n; i++) {
                chunk.putFloat(4 * i, values[done + i]);
            }
            out.write(chunk.array(), 0, 4 * n);
        }
    }

    private static void writeIntegers(OutputStream out, Tensor tensor) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : tensor.integers) {
            out.write(bytes.putLong(0, value).array());
        }
    }

    /** F32 with {@code floats}, or I64 with {@code integers}. */
    private static final class Tensor {
        final String name;
        final int[] shape;
        final int size;
        final boolean isFloat;
        final Supplier<float[]> floats;
        final long[] integers;

        Tensor(String name, int[] shape, boolean isFloat, Supplier<float[]> floats, long[] integers) {
            this.name = name;
            this.shape = shape.clone();
            this.size = Shapes.size(name, shape);
            this.isFloat = isFloat;
            this.floats = floats;
            this.integers = integers;
            if (!isFloat && integers.length != size) {
                throw new IllegalArgumentException(complaint(integers.length));
            }
        }

        String complaint(int found) {
            return name + " " + Arrays.toString(shape) + ": expected " + size + " values, but found " + found;
        }
    }
}
