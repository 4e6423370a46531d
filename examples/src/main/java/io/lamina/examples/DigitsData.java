package io.lamina.examples;

import io.lamina.training.CsvReader;
import io.lamina.training.Dataset;
import java.io.IOException;
import java.io.InputStream;

/** The 1,797 real digits that come with the examples. */
final class DigitsData {
    private static final String FILE = "digits.csv.gz";
    private static final int PIXELS = 64;
    private static final double SCALE = 1 / 16.0;

    private DigitsData() {}

    /** Columns {@code image}, 64 pixels between 0 and 1, and {@code digit}. */
    static Dataset read() throws IOException {
        try (InputStream in = DigitsData.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException(FILE + " is missing from the examples' resources");
            }
            return CsvReader.builder()
                    .floats("image", 0, PIXELS, SCALE)
                    .ints("digit", PIXELS)
                    .build()
                    .read(in, FILE);
        }
    }
}
