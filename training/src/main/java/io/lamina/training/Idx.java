package io.lamina.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file in the IDX format, in which MNIST and its relatives come: two zero bytes, a type, the number of dims, the dims as
 * big-endian 32-bit numbers, then the elements, big-endian, row-major. Compressed by gzip or not.
 *
 * <pre>{@code
 * Dataset train = Dataset.builder()
 *     .floats("image", 784, Idx.read(dir.resolve("train-images-idx3-ubyte.gz")).floats(1 / 255.0))
 *     .ints("digit", Idx.read(dir.resolve("train-labels-idx1-ubyte.gz")).ints())
 *     .build();
 * }</pre>
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">The MNIST database</a>
 */
public final class Idx {
    private static final int MAX_RANK = 16;

    /** Element types and their codes. */
    private enum Type {
        UNSIGNED_BYTE(0x08, 1),
        BYTE(0x09, 1),
        SHORT(0x0B, 2),
        INT(0x0C, 4),
        FLOAT(0x0D, 4),
        DOUBLE(0x0E, 8);

        private final int code;
        private final int width;

        Type(int code, int width) {
            this.code = code;
            this.width = width;
        }
    }

    private final String source;
    private final Type type;
    private final int[] shape;
    private final int size;
    private final ByteBuffer data;

    private Idx(String source, Type type, int[] shape, int size, byte[] data) {
        this.source = source;
        this.type = type;
        this.shape = shape;
        this.size = size;
        this.data = ByteBuffer.wrap(data);
    }

    /**
     * Reads a file. Memory is taken as bytes arrive, never on the word of the header.
     *
     * @throws DataException if it is not IDX, or shorter or longer than its header says
     */
    public static Idx read(Path file) throws IOException {
        return DataFile.read(file, in -> read(in, file.toString()));
    }

    /** A copy of the dims. */
    public int[] shape() {
        return shape.clone();
    }

    /** Number of rows: the first dim. */
    public int rows() {
        return shape[0];
    }

    /** Number of elements in a row: the product of the other dims. */
    public int width() {
        return rows() == 0 ? 0 : size / rows();
    }

    /** All elements times {@code scale}, for instance 1/255 for bytes. */
    public float[] floats(double scale) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (element(i) * scale);
        }
        return values;
    }

    /**
     * All elements as ints.
     *
     * @throws DataException if they are floats or doubles
     */
    public int[] ints() throws DataException {
        if (type == Type.FLOAT || type == Type.DOUBLE) {
            throw new DataException(source + ": expected integers, but found elements of type " + type);
        }
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
            values[i] = (int) element(i);
        }
        return values;
    }

    private double element(int i) {
        return switch (type) {
            case UNSIGNED_BYTE -> data.get(i) & 0xFF;
            case BYTE -> data.get(i);
            case SHORT -> data.getShort(2 * i);
            case INT -> data.getInt(4 * i);
            case FLOAT -> data.getFloat(4 * i);
            case DOUBLE -> data.getDouble(8 * i);
        };
    }

    private static Idx read(InputStream in, String source) throws IOException {
        byte[] magic = header(in, source, 4);
        if (magic[0] != 0 || magic[1] != 0) {
            throw new DataException(String.format(
                    "%s: expected an IDX file, which begins with two zero bytes, but found %02X %02X",
                    source, magic[0], magic[1]));
        }
        Type type = Arrays.stream(Type.values())
                .filter(t -> t.code == magic[2])
                .findFirst()
                .orElseThrow(() -> new DataException(String.format(
                        "%s: expected an IDX type (08, 09, 0B, 0C, 0D, 0E), but found %02X", source, magic[2])));
        int rank = magic[3];
        if (rank < 1 || rank > MAX_RANK) {
            throw new DataException(
                    source + ": expected 1 to " + MAX_RANK + " dims, but found " + Byte.toUnsignedInt(magic[3]));
        }
        ByteBuffer dims = ByteBuffer.wrap(header(in, source, 4 * rank));
        int[] shape = new int[rank];
        long bytes = type.width;
        for (int d = 0; d < rank; d++) {
            shape[d] = dims.getInt();
            boolean fits = shape[d] >= 0 && (shape[d] == 0 || bytes <= (Integer.MAX_VALUE - 8) / shape[d]);
            if (!fits) {
                throw new DataException(source + ": dim " + d + " is " + Integer.toUnsignedString(shape[d])
                        + ", which makes more than the 2^31 bytes that can be read");
            }
            bytes *= shape[d];
        }
        byte[] data = in.readNBytes((int) bytes);
        if (data.length != bytes) {
            throw new DataException(source + ": expected " + bytes + " bytes of " + type + " " + Arrays.toString(shape)
                    + ", but found " + data.length);
        }
        if (in.read() >= 0) {
            throw new DataException(source + ": expected the end after " + bytes + " bytes of " + type + " "
                    + Arrays.toString(shape) + ", but found more");
        }
        return new Idx(source, type, shape, (int) (bytes / type.width), data);
    }

    private static byte[] header(InputStream in, String source, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new DataException(source + ": the file ends within the IDX header");
        }
        return bytes;
    }
}
