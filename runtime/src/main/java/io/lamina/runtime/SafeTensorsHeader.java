package io.lamina.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked: every tensor's bytes are as many as its type and shape say, and together they
 * fill the file without gap or overlap, as the format demands. An empty {@code __metadata__} is the same as none.
 */
final class SafeTensorsHeader {
    private static final int MAX_RANK = 64;
    private static final int MAX_PRINTED = 80;

    private final String source;
    private final long dataSize;
    private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private SafeTensorsHeader(String source, long dataSize) {
        this.source = source;
        this.dataSize = dataSize;
    }

    /** Reads header bytes of a file that has {@code dataSize} bytes behind them. */
    static SafeTensorsHeader parse(String source, byte[] header, long dataSize) throws SafeTensorsException {
        SafeTensorsHeader parsed = new SafeTensorsHeader(source, dataSize);
        parsed.read(new JsonReader(source, decode(source, header)));
        parsed.checkCoverage();
        return parsed;
    }

    Map<String, TensorEntry> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    /** Bytes of one element, or 0 if the type is not known. */
    static int width(String type) {
        return switch (type) {
            case "BOOL", "U8", "I8", "F8_E4M3", "F8_E5M2" -> 1;
            case "U16", "I16", "F16", "BF16" -> 2;
            case "U32", "I32", "F32" -> 4;
            case "U64", "I64", "F64" -> 8;
            default -> 0;
        };
    }

    /** A name from a file for a message: without control characters, and not longer than a line. */
    static String printable(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length() && i < MAX_PRINTED; i++) {
            char c = name.charAt(i);
            text.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c);
        }
        return name.length() > MAX_PRINTED ? text.append('…').toString() : text.toString();
    }

    private static String decode(String source, byte[] header) throws SafeTensorsException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(header))
                    .toString();
        } catch (CharacterCodingException e) {
            SafeTensorsException refused = new SafeTensorsException(source + ": the header is not UTF-8 text");
            refused.initCause(e);
            throw refused;
        }
    }

    private void read(JsonReader json) throws SafeTensorsException {
        json.expect('{');
        boolean metadataSeen = false;
        if (!json.accept('}')) {
            do {
                String name = json.string();
                json.expect(':');
                if (name.equals("__metadata__")) {
                    if (metadataSeen) {
                        throw refused("__metadata__ occurs twice");
                    }
                    metadataSeen = true;
                    readMetadata(json);
                } else if (tensors.put(name, readTensor(json, name)) != null) {
                    throw refused(tensor(name) + " occurs twice");
                }
            } while (json.accept(','));
            json.expect('}');
        }
        json.end();
    }

    private void readMetadata(JsonReader json) throws SafeTensorsException {
        json.expect('{');
        if (json.accept('}')) {
            return;
        }
        do {
            String key = json.string();
            json.expect(':');
            if (metadata.put(key, json.string()) != null) {
                throw refused("__metadata__ has '" + printable(key) + "' twice");
            }
        } while (json.accept(','));
        json.expect('}');
    }

    private TensorEntry readTensor(JsonReader json, String name) throws SafeTensorsException {
        String type = "";
        long[] shape = new long[0];
        long[] offsets = new long[0];
        int seen = 0;
        json.expect('{');
        do {
            String key = json.string();
            json.expect(':');
            int bit;
            switch (key) {
                case "dtype" -> {
                    bit = 1;
                    type = json.string();
                }
                case "shape" -> {
                    bit = 2;
                    shape = naturals(json, MAX_RANK);
                }
                case "data_offsets" -> {
                    bit = 4;
                    offsets = naturals(json, 2);
                }
                default ->
                    throw refused(tensor(name) + ": expected dtype, shape or data_offsets, but found '" + printable(key)
                            + "'");
            }
            if ((seen & bit) != 0) {
                throw refused(tensor(name) + " has " + key + " twice");
            }
            seen |= bit;
        } while (json.accept(','));
        json.expect('}');
        if (seen != 7 || offsets.length != 2) {
            throw refused(tensor(name) + ": expected a dtype, a shape and two data_offsets");
        }
        return entry(name, type, shape, offsets[0], offsets[1]);
    }

    private static long[] naturals(JsonReader json, int most) throws SafeTensorsException {
        json.expect('[');
        if (json.accept(']')) {
            return new long[0];
        }
        long[] values = new long[most];
        int count = 0;
        do {
            if (count == most) {
                throw json.unexpected("at most " + most + " numbers");
            }
            values[count++] = json.natural();
        } while (json.accept(','));
        json.expect(']');
        return Arrays.copyOf(values, count);
    }

    private TensorEntry entry(String name, String type, long[] shape, long begin, long end)
            throws SafeTensorsException {
        int width = width(type);
        if (width == 0) {
            throw refused(tensor(name) + " has the type '" + printable(type)
                    + "'; known are BOOL, U8, I8, F8_E4M3, F8_E5M2, U16, I16, F16, BF16, U32, I32, F32, U64, I64, F64");
        }
        long elements = 1;
        for (long dim : shape) {
            if (dim != 0 && elements > Long.MAX_VALUE / dim) {
                throw refused(tensor(name) + ": the shape " + Arrays.toString(shape) + " exceeds 2^63 elements");
            }
            elements *= dim;
        }
        if (begin > end || end > dataSize) {
            throw refused(tensor(name) + ": data_offsets [" + begin + ", " + end + "] do not lie within the " + dataSize
                    + " bytes behind the header");
        }
        if (elements > Long.MAX_VALUE / width || elements * width != end - begin) {
            throw refused(tensor(name) + ": " + type + " " + Arrays.toString(shape) + " needs " + elements + " x "
                    + width + " bytes, but data_offsets give it " + (end - begin));
        }
        return new TensorEntry(name, type, shape, elements, begin, end);
    }

    private void checkCoverage() throws SafeTensorsException {
        List<TensorEntry> sorted = new ArrayList<>(tensors.values());
        sorted.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        long next = 0;
        for (TensorEntry entry : sorted) {
            if (entry.begin() != next) {
                throw refused(
                        tensor(entry.name()) + " should begin at byte " + next + " behind the header, but begins at "
                                + entry.begin() + (entry.begin() < next ? " (an overlap)" : " (a gap)"));
            }
            next = entry.end();
        }
        if (next != dataSize) {
            throw refused("the tensors end at byte " + next + " behind the header, but the file has " + dataSize);
        }
    }

    private static String tensor(String name) {
        return "tensor '" + printable(name) + "'";
    }

    private SafeTensorsException refused(String what) {
        return new SafeTensorsException(source + ": " + what);
    }
}
