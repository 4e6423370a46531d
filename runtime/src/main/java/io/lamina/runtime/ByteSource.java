package io.lamina.runtime;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes that can be read at any position: a file, or an array. */
interface ByteSource extends Closeable {
    /** Number of bytes. */
    long size() throws IOException;

    /** Fills the array from this position on. */
    void read(long position, byte[] into, int length) throws IOException;

    /** The bytes of a file, read when they are asked for. */
    static ByteSource of(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new ByteSource() {
            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public void read(long position, byte[] into, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
                while (buffer.hasRemaining()) {
                    long at = position + length - buffer.remaining();
                    if (channel.read(buffer, at) < 0) {
                        throw new SafeTensorsException(file + ": the file ended at byte " + at + " while it was read");
                    }
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** The bytes of an array, which is not copied. */
    static ByteSource of(byte[] bytes) {
        return new ByteSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long position, byte[] into, int length) {
                System.arraycopy(bytes, (int) position, into, 0, length);
            }

            @Override
            public void close() {
                // An array holds nothing open.
            }
        };
    }

    /** The bytes of a stream to its end. */
    static ByteSource of(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            all.write(chunk, 0, n);
        }
        return of(all.toByteArray());
    }
}
