package io.lamina.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/**
 * A safetensors file (the format of Hugging Face: 8 bytes of header length, a JSON header, the tensors' bytes, all little
 * endian). Opening reads and checks the header; values are read when asked for.
 *
 * <p>Damaged or hostile files give a {@link SafeTensorsException}. Never is more memory taken than the file is long, a small
 * factor aside.
 */
public final class SafeTensors implements Closeable {
    private static final int LENGTH_BYTES = 8;
    private static final int MAX_HEADER = 100_000_000;
    private static final int CHUNK = 1 << 16;
    private static final String TORCH_SAVE =
            "; it is a zip archive, as torch.save writes: use safetensors.torch.save_file(module.state_dict(), file) instead";

    private final String source;
    private final ByteSource bytes;
    private final long dataStart;
    private final SafeTensorsHeader header;

    private SafeTensors(String source, ByteSource bytes) throws IOException {
        this.source = source;
        this.bytes = bytes;
        long size = bytes.size();
        if (size < LENGTH_BYTES) {
            throw refused("a safetensors file has at least 8 bytes, but this one has " + size);
        }
        byte[] start = new byte[LENGTH_BYTES];
        bytes.read(0, start, LENGTH_BYTES);
        long length = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        if (length < 2 || length > size - LENGTH_BYTES || length > MAX_HEADER) {
            throw refused("the first 8 bytes should give the length of a header, 2 to "
                    + Math.min(size - LENGTH_BYTES, MAX_HEADER) + " here, but they give "
                    + Long.toUnsignedString(length)
                    + ": not a safetensors file, or cut off" + (isZip(start) ? TORCH_SAVE : ""));
        }
        byte[] json = new byte[(int) length];
        bytes.read(LENGTH_BYTES, json, json.length);
        if (json[0] != '{') {
            throw refused("the header should begin with '{'");
        }
        this.dataStart = LENGTH_BYTES + length;
        this.header = SafeTensorsHeader.parse(source, json, size - dataStart);
    }

    private static boolean isZip(byte[] start) {
        return start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
    }

    /** Opens a file; close it when done. */
    public static SafeTensors open(Path file) throws IOException {
        ByteSource bytes = ByteSource.of(file);
        try {
            return new SafeTensors(file.toString(), bytes);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** Reads a stream to its end; {@code source} names it in messages. */
    public static SafeTensors read(InputStream in, String source) throws IOException {
        return new SafeTensors(source, ByteSource.of(in));
    }

    /** The name that messages use, such as the file's path. */
    public String source() {
        return source;
    }

    /** All tensors by name, in the order of the header; unmodifiable. */
    public Map<String, TensorEntry> tensors() {
        return header.tensors();
    }

    /** The texts of {@code __metadata__}; unmodifiable. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /**
     * The values of a floating-point tensor. F16 and BF16 are widened exactly, F64 is rounded to the nearest float.
     *
     * @throws SafeTensorsException if there is no such tensor or it is none of F32, F16, BF16, F64
     */
    public float[] floats(String name) throws IOException {
        TensorEntry entry = entry(name);
        float[] values = new float[length(entry)];
        switch (entry.type()) {
            case "F32" -> decode(entry, 4, (b, at, i) -> values[i] = b.getFloat(at));
            case "F16" -> decode(entry, 2, (b, at, i) -> values[i] = HalfFloats.fromF16(b.getShort(at)));
            case "BF16" -> decode(entry, 2, (b, at, i) -> values[i] = HalfFloats.fromBf16(b.getShort(at)));
            case "F64" -> decode(entry, 8, (b, at, i) -> values[i] = (float) b.getDouble(at));
            default -> throw wrongType(entry, "F32, F16, BF16 or F64");
        }
        return values;
    }

    /**
     * The values of an integer tensor.
     *
     * @throws SafeTensorsException if there is no such tensor or it is none of I64, I32, I16, I8, U8
     */
    public long[] integers(String name) throws IOException {
        TensorEntry entry = entry(name);
        long[] values = new long[length(entry)];
        switch (entry.type()) {
            case "I64" -> decode(entry, 8, (b, at, i) -> values[i] = b.getLong(at));
            case "I32" -> decode(entry, 4, (b, at, i) -> values[i] = b.getInt(at));
            case "I16" -> decode(entry, 2, (b, at, i) -> values[i] = b.getShort(at));
            case "I8" -> decode(entry, 1, (b, at, i) -> values[i] = b.get(at));
            case "U8" -> decode(entry, 1, (b, at, i) -> values[i] = b.get(at) & 0xFF);
            default -> throw wrongType(entry, "I64, I32, I16, I8 or U8");
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private TensorEntry entry(String name) throws SafeTensorsException {
        TensorEntry entry = header.tensors().get(name);
        if (entry == null) {
            throw refused("there is no tensor '" + SafeTensorsHeader.printable(name) + "'");
        }
        return entry;
    }

    private int length(TensorEntry entry) throws SafeTensorsException {
        if (entry.elements() > Integer.MAX_VALUE - 8) {
            throw refused("tensor '" + SafeTensorsHeader.printable(entry.name()) + "' has " + entry.elements()
                    + " elements, more than an array can hold");
        }
        return (int) entry.elements();
    }

    private void decode(TensorEntry entry, int width, Element element) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK, entry.end() - entry.begin())];
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        int index = 0;
        for (long position = entry.begin(); position < entry.end(); position += chunk.length) {
            int length = (int) Math.min(chunk.length, entry.end() - position);
            bytes.read(dataStart + position, chunk, length);
            for (int at = 0; at < length; at += width) {
                element.decode(buffer, at, index++);
            }
        }
    }

    private SafeTensorsException wrongType(TensorEntry entry, String expected) {
        return refused("tensor '" + SafeTensorsHeader.printable(entry.name()) + "': expected " + expected
                + ", but found " + entry.type());
    }

    private SafeTensorsException refused(String what) {
        return new SafeTensorsException(source + ": " + what);
    }

    /** Takes one element out of the buffer. */
    private interface Element {
        void decode(ByteBuffer buffer, int at, int index);
    }
}
