package io.lamina.training;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file that may be compressed by gzip, told by its first two bytes whatever its name. */
final class DataFile {
    private static final int BUFFER = 1 << 16;

    private DataFile() {}

    /** What reads the content. */
    interface Content<T> {
        T read(InputStream in) throws IOException;
    }

    /** Reads a file; a damaged or cut-off compression is explained. */
    static <T> T read(Path file, Content<T> content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new DataException(file + ": expected a file, but it is a folder");
        }
        try (InputStream raw = Files.newInputStream(file)) {
            return read(raw, file.toString(), content);
        }
    }

    /** Reads a stream, which stays open; {@code source} names it in messages. */
    static <T> T read(InputStream stream, String source, Content<T> content) throws IOException {
        InputStream raw = new BufferedInputStream(stream, BUFFER);
        raw.mark(2);
        boolean compressed = raw.read() == 0x1F && raw.read() == 0x8B;
        raw.reset();
        if (!compressed) {
            return content.read(raw);
        }
        try {
            return content.read(new GZIPInputStream(raw, BUFFER));
        } catch (EOFException | ZipException e) {
            throw new DataException(
                    source + ": the gzip compression is damaged or cut off (" + e.getMessage() + ")", e);
        }
    }
}
