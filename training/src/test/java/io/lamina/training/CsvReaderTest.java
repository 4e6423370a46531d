package io.lamina.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {
    private static final CsvReader XY =
            CsvReader.builder().floats("x", 0, 2, 0.5f).ints("y", 2).build();

    @TempDir
    Path dir;

    @Test
    void readsByPosition() throws IOException {
        Dataset data = read(XY, "1,2,3\n\n-4e1, 5.5 ,+6\r\n");
        assertThat(data.floats("x")).containsExactly(0.5f, 1, -20, 2.75f);
        assertThat(data.ints("y")).containsExactly(3, 6);
    }

    @Test
    void readsByTheNamesOfAHeader() throws IOException {
        CsvReader reader = CsvReader.builder()
                .header(true)
                .separator(';')
                .floats("petal", "width", "length")
                .classes("species", "kind", List.of("setosa", "virginica"))
                .build();
        Dataset data = read(reader, "\uFEFFlength;\"kind\";width\n1.5;virginica;0.5\n2;setosa;1\n");
        assertThat(data.floats("petal")).containsExactly(0.5f, 1.5f, 1, 2);
        assertThat(data.ints("species")).containsExactly(1, 0);
        assertThat(data.columns()).containsExactly("petal", "species");
    }

    @Test
    void namesTheFieldAsItWasAskedFor() {
        CsvReader byName =
                CsvReader.builder().header(true).floats("x", "b", "a").build();
        assertThatThrownBy(() -> read(byName, "a,b\n1,2\noops,2\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 3, field 'a' (column x): expected a number, but found 'oops'");
    }

    @Test
    void aHeaderAloneIsNoData() {
        CsvReader byName = CsvReader.builder().header(true).floats("x", "a").build();
        assertThatThrownBy(() -> read(byName, "a,b\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected lines behind the header, but there are none");
    }

    @Test
    void aFolderIsNoFile() {
        assertThatThrownBy(() -> XY.read(dir))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(dir + ": expected a file, but it is a folder");
    }

    @Test
    void readsFilesCompressedOrNot() throws IOException {
        Path plain = dir.resolve("plain.csv");
        Files.writeString(plain, "1,2,3\n");
        Path compressed = dir.resolve("compressed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write("1,2,3\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(XY.read(plain).ints("y")).containsExactly(3);
        assertThat(XY.read(compressed).ints("y")).containsExactly(3);
        byte[] bytes = Files.readAllBytes(compressed);
        Files.write(compressed, Arrays.copyOf(bytes, bytes.length - 6));
        assertThatThrownBy(() -> XY.read(compressed))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(compressed + ": the gzip compression is damaged or cut off");
    }

    @Test
    void manyLinesGrowTheColumns() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append(i).append(",0,").append(-i).append('\n');
        }
        Dataset data = read(XY, text.toString());
        assertThat(data.size()).isEqualTo(5000);
        assertThat(data.floats("x")[2 * 4999]).isEqualTo(2499.5f);
        assertThat(data.ints("y")[4999]).isEqualTo(-4999);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,2,3\\n1,,3     | test, line 2, field 1 (column x): expected a number, but found nothing",
                "1,2,3\\n1,two,3  | test, line 2, field 1 (column x): expected a number, but found 'two'",
                "1,NaN,3          | test, line 1, field 1 (column x): expected a finite number, but found 'NaN'",
                "1,1e99,3         | test, line 1, field 1 (column x): expected a finite number, but found '1e99'",
                "1,1f,3           | test, line 1, field 1 (column x): expected a finite number, but found '1f'",
                "1,2,3.0          | test, line 1, field 2 (column y): expected an integer, but found '3.0'",
                "1,2,3\\n\\n1,2   | test, line 3: expected 3 fields, as in line 1, but found 2",
                "1,2,3\\n1,2,3,4  | test, line 2: expected 3 fields, as in line 1, but found 4",
                "1,2              | test, line 1: column y expects fields up to position 2, but the line has 2 fields"
                        + " (positions 0 to 1)",
            })
    void mistakesAreNamedWithTheirPlace(String text, String complaint) {
        assertThatThrownBy(() -> read(XY, text.replace("\\n", "\n")))
                .isInstanceOf(DataException.class)
                .hasMessage(complaint);
    }

    @Test
    void anEmptyFileAndAnUnclosedQuoteAreExplained() {
        assertThatThrownBy(() -> read(XY, ""))
                .hasMessage("test: expected lines of separated values, but the file is empty");
        assertThatThrownBy(() -> read(XY, "1,2,3\n1,2,x" + "y".repeat(60)))
                .hasMessageContaining("but found 'xyyy")
                .hasMessageEndingWith("y…'");
    }

    @Test
    void aFieldWithoutEndIsRefusedBeforeItFillsTheMemory() {
        byte[] endless = new byte[40_000_000];
        Arrays.fill(endless, (byte) '1');
        assertThatThrownBy(() -> XY.read(new ByteArrayInputStream(endless), "test"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("test: ");
    }

    @Test
    void headersAndClassesThatAreNotThereAreNamed() {
        CsvReader named = CsvReader.builder().header(true).ints("y", "label").build();
        assertThatThrownBy(() -> read(named, "a,b\n1,2\n"))
                .hasMessage("test, line 1: column y expects a header field 'label', but found [a, b]");
        CsvReader classes =
                CsvReader.builder().classes("y", 0, List.of("cat", "dog")).build();
        assertThatThrownBy(() -> read(classes, "cat\nbird\n"))
                .hasMessage("test, line 2, field 0 (column y): expected one of [cat, dog], but found 'bird'");
    }

    @Test
    void aReaderThatCannotWorkIsRefused() {
        assertThatThrownBy(() -> CsvReader.builder().build()).hasMessage("a CSV reader needs at least one column");
        assertThatThrownBy(() -> CsvReader.builder().ints("y", "label").build())
                .hasMessageContaining("call header(true), or give positions");
        assertThatThrownBy(() -> CsvReader.builder().ints("y", -1))
                .hasMessage(
                        "column y: expected a position of at least 0 and a count of at least 1, but found -1 and 1");
        assertThatThrownBy(() -> CsvReader.builder().classes("y", 0, List.of()))
                .hasMessage("column y: expected at least one class");
    }

    private static Dataset read(CsvReader reader, String text) throws IOException {
        return reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test");
    }
}
