package io.lamina.processor.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.Argument;
import io.lamina.Dense;
import io.lamina.Dropout;
import io.lamina.Input;
import io.lamina.processor.diagnostic.Origin;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** What the Java compiler folds from arguments is told from its value alone. */
final class ArgumentsTest {
    private static final Map<String, Integer> CONSTANTS = Map.of("WIDTH", Argument.A, "HEADS", Argument.F);

    private static Attributes annotation(Class<? extends Annotation> type, Object value) {
        return new Attributes(type, Map.of("value", value), Origin.NONE);
    }

    private static int units(int folded, int width) throws Arguments.InvalidException {
        return Arguments.of(CONSTANTS, Map.of("WIDTH", (double) width, "HEADS", 4.0))
                .in(annotation(Dense.class, folded))
                .integer("value");
    }

    @Test
    void noTwoComputationsMeet() {
        assertThat(FoldedArgument.leastDistance()).isGreaterThan(2 * FoldedArgument.MOST_OFFSET);
        assertThat(FoldedArgument.count()).isEqualTo(3312);
    }

    @Test
    void everyComputationWithOneArgumentIsDoneAsJavaDoesIt() throws Arguments.InvalidException {
        int width = 720720 / 16;
        for (int factor = 1; factor <= 16; factor++) {
            for (int divisor = 1; divisor <= 16; divisor++) {
                if (width * factor % divisor == 0) {
                    int n = factor;
                    int d = divisor;
                    holds(w -> n * w / d, width);
                    holds(w -> n * w / d + 1, width);
                    holds(w -> n * w / d - 1000, width);
                    holds(w -> 1000 - n * w / d, width);
                }
            }
        }
        for (int factor = 17; factor <= 64; factor++) {
            int n = factor;
            holds(w -> n * w + 7, width);
        }
    }

    private static void holds(IntUnaryOperator computation, int width) throws Arguments.InvalidException {
        assertThat(units(computation.applyAsInt(Argument.A), width)).isEqualTo(computation.applyAsInt(width));
    }

    @Test
    void aComputationWithTwoArgumentsIsRefused() {
        refuses((a, b) -> a + b);
        refuses((a, b) -> a - b);
        refuses((a, b) -> b - a);
        refuses((a, b) -> a * b);
        refuses((a, b) -> 2 * a + b);
        refuses((a, b) -> a + 2 * b);
    }

    private static void refuses(IntBinaryOperator computation) {
        for (int a : FoldedArgument.VALUES) {
            for (int b : FoldedArgument.VALUES) {
                if (a != b) {
                    assertThatThrownBy(() -> units(computation.applyAsInt(a, b), 8))
                            .isInstanceOf(Arguments.InvalidException.class)
                            .hasMessageContaining("none that can be told");
                }
            }
        }
    }

    @Test
    void aDivisionMustComeOutEven() throws Arguments.InvalidException {
        assertThat(units(Argument.A / 2, 10)).isEqualTo(5);
        assertThatThrownBy(() -> units(Argument.A / 2, 9)).hasMessage("WIDTH / 2 does not come out even for WIDTH=9");
        assertThatThrownBy(() -> units(3 * Argument.A / 2 - 1, 9))
                .hasMessage("3 * WIDTH / 2 - 1 does not come out even for WIDTH=9");
    }

    @Test
    void decimalsGoWhereDecimalsMay() throws Arguments.InvalidException {
        Arguments arguments = Arguments.of(CONSTANTS, Map.of("WIDTH", 0.25, "HEADS", 4.0));
        assertThat(arguments.in(annotation(Dropout.class, (double) Argument.A)).number("value"))
                .isEqualTo(0.25);
        assertThatThrownBy(() -> arguments.in(annotation(Dense.class, Argument.A)))
                .hasMessage("WIDTH is 0.25, but a size is a whole number");
    }

    @Test
    void numbersInTextsAreFilledIn() throws Arguments.InvalidException {
        Arguments arguments = Arguments.of(CONSTANTS, Map.of("WIDTH", 8.0, "HEADS", 4.0));
        String text = "T " + 3 * Argument.A + " H-" + Argument.F;
        assertThat(arguments.in(annotation(Input.class, text)).text("value")).isEqualTo("T 24 H-4");
    }

    @Test
    void otherNumbersStay() throws Arguments.InvalidException {
        assertThat(units(64, 8)).isEqualTo(64);
        assertThat(units(-1, 8)).isEqualTo(-1);
        assertThat(FoldedArgument.in(50_000)).isEmpty();
    }
}
