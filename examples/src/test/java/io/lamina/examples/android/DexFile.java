package io.lamina.examples.android;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** As much of Android's bytecode format as tells which types a file refers to. */
final class DexFile {
    private static final int STRING_OFFSETS = 0x3c;
    private static final int TYPE_COUNT = 0x40;
    private static final int TYPE_OFFSETS = 0x44;

    private final ByteBuffer bytes;

    DexFile(byte[] content) {
        bytes = ByteBuffer.wrap(content.clone()).order(ByteOrder.LITTLE_ENDIAN);
        if (!new String(content, 0, 4, StandardCharsets.ISO_8859_1).equals("dex\n")) {
            throw new IllegalArgumentException("not a dex file");
        }
    }

    int size() {
        return bytes.capacity();
    }

    /** Descriptors such as {@code Ljava/lang/String;} of all types, its own and those it refers to. */
    Set<String> types() {
        Set<String> types = new TreeSet<>();
        int first = bytes.getInt(TYPE_OFFSETS);
        for (int i = 0; i < bytes.getInt(TYPE_COUNT); i++) {
            types.add(string(bytes.getInt(first + 4 * i)));
        }
        return types;
    }

    /** A string's data: its length as LEB128, which descriptors do not need, then its characters up to a zero. */
    private String string(int index) {
        int from = bytes.getInt(bytes.getInt(STRING_OFFSETS) + 4 * index);
        while (bytes.get(from++) < 0) {
            // The length goes on in the next byte.
        }
        int to = from;
        while (bytes.get(to) != 0) {
            to++;
        }
        return new String(bytes.array(), from, to - from, StandardCharsets.UTF_8);
    }
}
