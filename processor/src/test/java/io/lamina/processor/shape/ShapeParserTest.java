package io.lamina.processor.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of shape texts, as a table. */
class ShapeParserTest {
    private static final Map<String, Integer> CONSTANTS = Map.of("WIDTH", 64, "EIGHT", 8, "MOST", 256);

    private final List<Constraint> constraints = new ArrayList<>();

    private Shape parse(String text) throws MalformedShapeException {
        return new ShapeParser(CONSTANTS, Dim::symbol, constraints::add).parse(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "28 28 1            | 28 28 1",
                "''                 | ''",
                "'   '              | ''",
                "'  8   4 '         | 8 4",
                "WIDTH 4            | 64 4",
                "WIDTH/EIGHT        | 8",
                "T 64               | T 64",
                "2*T                | 2*T",
                "T+T                | 2*T",
                "T/2                | T/2",
                "2*T/2              | T",
                "2*(T/2)            | 2*(T/2)",
                "(T+1)/2            | (T+1)/2",
                "T+1-1              | T",
                "T*WIDTH            | 64*T",
                "(H-2)*(W-2)        | H*W-2*H-2*W+4",
                "7/2                | 3",
                "8<=T<=256 4        | T 4",
                "T<=MOST            | T",
                "H%8 W%8 3          | H W 3",
                "2147483647         | 2147483647",
                "Länge 3            | Länge 3",
            })
    void means(String text, String shape) throws MalformedShapeException {
        assertThat(parse(text)).hasToString(shape);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8<=T<=256          | T 8 0 256",
                "T<=256             | T 0 0 256",
                "8<=T               | T 8 0 0",
                "EIGHT<=T<=MOST     | T 8 0 256",
                "H%8                | H 0 8 0",
                "16<=H%8<=64        | H 16 8 64",
                "2*T<=8             | ",
            })
    void says(String text, String expected) {
        try {
            parse(text);
        } catch (MalformedShapeException e) {
            assertThat(expected).isNull();
            return;
        }
        Constraint c = constraints.get(0);
        assertThat(c.symbol() + " " + c.lower() + " " + c.divisor() + " " + c.upper())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "28,28,1     | separates its sizes by ','           | ..^",
                "28 , 28     | separates its sizes by ','           | ...^",
                "28;28       | separates its sizes by ';'           | ..^",
                "28x28x1     | joins its sizes by 'x'               | ^^^^^^^",
                "28 × 28     | joins its sizes by 'x'               | ^^^^^^^",
                "[28 28]     | stands in brackets                   | ^",
                "(28 28)     | stands in brackets                   | ^",
                "? 28        | begins with '?' for the batch        | ^",
                "None 28     | begins with 'None' for the batch     | ^^^^",
                "-1 28       | begins with '-1' for the batch       | ^^",
                "28 -1       | has a negative size                  | ...^^",
                "0           | has the size 0                       | ^",
                "4 3-3       | has the size 0                       | ..^^^",
                "3-5         | has the size -2                      | ^^^",
                "B 4         | names the batch size B               | ^",
                "4 T*B       | names the batch size B               | ....^",
                "4 T+        | is incomplete after 'T+'             | ..^^",
                "(T          | is incomplete after '(T'             | ^^",
                "T/0         | has a divisor that is no positive number | ^^^",
                "T/S         | has an unexpected 'S'                | ..^",
                "T%          | is incomplete after 'T%'             | ^^",
                "T<256       | has an unexpected '<'                | .^",
                "T>=8        | has an unexpected '>'                | .^",
                "4 #         | has an unexpected '#'                | ..^",
                "3T          | has an unexpected 'T'                | .^",
                "256<=T<=8   | bounds a size to nothing: 256 is more than 8 | ^^^^^^^^^",
                "9<=T%8<=15  | bounds a size to nothing: no multiple of 8 lies in 9 to 15 | ^^^^^^^^^^",
                "4<=8        | bounds the number 8                  | ^^^^",
                "2*T<=8      | bounds the computed size 2*T         | ^^^^^^",
                "2147483648  | has a size that no Java array can hold | ^^^^^^^^^^",
                "99999999999 | has a size that no Java array can hold | ^^^^^^^^^^^",
                "65536 65536 | has more elements than a Java array can hold | ^^^^^^^^^^^",
                "9999999999*9999999999 | has a size that no Java array can hold | ^^^^^^^^^^^^^^^^^^^^^",
            })
    void isRefused(String text, String problem, String carets) {
        MalformedShapeException refused = catchThrowableOfType(MalformedShapeException.class, () -> parse(text));
        assertThat(refused).hasMessage(problem);
        assertThat(refused.carets()).isEqualTo(carets.replace('.', ' '));
        assertThat(refused.remedy()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "28,28,1      | Write \"28 28 1\"",
                "(28, 28, 1)  | Write \"28 28 1\"",
                "None, 28, 28 | Write \"28 28\"",
                "28x28x1      | Write \"28 28 1\"",
                "T, 64        | Write \"T 64\"",
            })
    void showsTheRightSpelling(String text, String remedy) {
        MalformedShapeException refused = catchThrowableOfType(MalformedShapeException.class, () -> parse(text));
        assertThat(refused.remedy()).startsWith(remedy);
    }

    @Test
    void deepNestingIsNoDanger() throws MalformedShapeException {
        assertThat(parse("(".repeat(200) + "T" + ")".repeat(200))).hasToString("T");
    }
}
