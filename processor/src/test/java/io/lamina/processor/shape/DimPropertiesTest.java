package io.lamina.processor.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.diagnostic.Origin;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Sizes in normal form against plain arithmetic on numbers. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE) // expressions have more of them than jqwik makes
class DimPropertiesTest {
    /** A size together with what it is worth for given values of the symbols. */
    record Expression(String text, Dim dim, BiFunction<Long, Long, Long> value) {
        long at(long t, long h) {
            return value.apply(t, h);
        }

        long normalAt(long t, long h) {
            Map<String, Long> values = Map.of("T", t, "H", 8 * h);
            return dim.evaluate(values::get);
        }

        @Override
        public String toString() {
            return text + " as " + dim;
        }
    }

    private static final List<Expression> LEAVES = List.of(
            new Expression("T", Dim.symbol("T"), (t, h) -> t),
            new Expression("H", Dim.symbol("H", 8), (t, h) -> 8 * h));

    @Provide
    Arbitrary<Expression> expressions() {
        return ofDepth(4);
    }

    private static Arbitrary<Expression> ofDepth(int depth) {
        Arbitrary<Expression> numbers =
                Arbitraries.longs().between(-9, 9).map(n -> new Expression(Long.toString(n), Dim.of(n), (t, h) -> n));
        Arbitrary<Expression> leaves = Arbitraries.oneOf(Arbitraries.of(LEAVES), numbers);
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Expression> smaller = ofDepth(depth - 1);
        return Arbitraries.oneOf(
                leaves,
                Combinators.combine(smaller, smaller).as(DimPropertiesTest::sum),
                Combinators.combine(smaller, smaller).as(DimPropertiesTest::difference),
                Combinators.combine(smaller, smaller).as(DimPropertiesTest::product),
                Combinators.combine(smaller, Arbitraries.longs().between(1, 9)).as(DimPropertiesTest::quotient));
    }

    private static Expression sum(Expression a, Expression b) {
        return new Expression("(" + a.text + "+" + b.text + ")", a.dim.plus(b.dim), (t, h) -> a.at(t, h) + b.at(t, h));
    }

    private static Expression difference(Expression a, Expression b) {
        return new Expression("(" + a.text + "-" + b.text + ")", a.dim.minus(b.dim), (t, h) -> a.at(t, h) - b.at(t, h));
    }

    private static Expression product(Expression a, Expression b) {
        return new Expression("(" + a.text + "*" + b.text + ")", a.dim.times(b.dim), (t, h) -> a.at(t, h) * b.at(t, h));
    }

    private static Expression quotient(Expression a, long n) {
        return new Expression("(" + a.text + "/" + n + ")", a.dim.floorDiv(n), (t, h) -> Math.floorDiv(a.at(t, h), n));
    }

    @Property
    void theNormalFormIsWorthTheSame(
            @ForAll("expressions") Expression e,
            @ForAll @IntRange(min = 1, max = 40) int t,
            @ForAll @IntRange(min = 1, max = 9) int h) {
        assertThat(e.normalAt(t, h)).isEqualTo(e.at(t, h));
    }

    @Property
    void theOrderOfTermsDoesNotMatter(@ForAll("expressions") Expression a, @ForAll("expressions") Expression b) {
        assertThat(a.dim.plus(b.dim)).isEqualTo(b.dim.plus(a.dim));
        assertThat(a.dim.times(b.dim)).isEqualTo(b.dim.times(a.dim));
        assertThat(a.dim.plus(b.dim).minus(b.dim)).isEqualTo(a.dim);
    }

    @Property
    void equalSizesHaveEqualTextsAndOthersDoNot(
            @ForAll("expressions") Expression a, @ForAll("expressions") Expression b) {
        assertThat(a.dim.equals(b.dim)).isEqualTo(a.dim.toString().equals(b.dim.toString()));
        if (a.dim.equals(b.dim)) {
            assertThat(a.dim).hasSameHashCodeAs(b.dim);
        }
    }

    @Example
    void theHalfOfANegativeIsNotTheNegativeHalf() {
        Dim t = Dim.symbol("T");
        assertThat(t.times(-1).floorDiv(2))
                .isNotEqualTo(t.floorDiv(2).times(-1))
                .hasToString("(-T)/2");
        assertThat(t.floorDiv(2).times(-1)).hasToString("-T/2");
    }

    @Property
    void aMultipleOfADivisorDividesEvenly(
            @ForAll("expressions") Expression a, @ForAll @IntRange(min = 1, max = 9) int n) {
        assertThat(a.dim.times(n).floorDiv(n)).isEqualTo(a.dim);
    }

    @Property
    void whatIsDeclaredDivisibleHalvesAndDoublesToItself(@ForAll @IntRange(min = 0, max = 3) int halvings) {
        Dim h = Dim.symbol("H", 8);
        long factor = 1L << halvings;
        assertThat(h.floorDiv(factor).times(factor)).isEqualTo(h);
        assertThat(h.floorDiv(16).times(16)).isNotEqualTo(h);
    }

    @Property
    void whatIsPrintedReadsBackAsItself(@ForAll("expressions") Expression e) throws MalformedShapeException {
        String text = Shape.of(e.dim).toString();
        Assume.that(!e.dim.isConstant() && !text.matches(".*[0-9]{10}.*"));
        Symbols symbols = new Symbols(Map.of(), Map.of("H", new Symbols.Symbol("H", 1, 99, 8, "x", Origin.NONE)));
        assertThat(symbols.check("(" + text + ")")).isEqualTo(Shape.of(e.dim));
    }
}
