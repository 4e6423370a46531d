package io.lamina.runtime.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/accuracy.md} to what is measured: the largest error of each function against double precision, over floats of every
 * magnitude. The operations are exact ones, so the tables are the same on every machine: one for the plain lane, one for vectors of
 * any width.
 */
class AccuracyTest {
    private static final Path PAGE = Path.of("..", "docs", "accuracy.md");
    /** A prime distance, in floats, between the inputs that are tried. */
    private static final int STRIDE = 12289;

    private static final float[] MAGNITUDES = {0f, Float.MIN_NORMAL, 0x1p-12f, 1f, 20f, Float.MAX_VALUE};
    private static final int[] FUNCTIONS = {
        Activations.EXP,
        Activations.LOG,
        Activations.TANH,
        Activations.SIGMOID,
        Activations.SOFTPLUS,
        Activations.ELU,
        Activations.SELU,
        Activations.SILU,
        Activations.MISH,
        Activations.GELU,
        Activations.GELU_TANH
    };
    private static final String[] NAMES = {
        "exp", "log", "tanh", "sigmoid", "softplus", "elu (exp(x) - 1)", "selu", "silu", "mish", "gelu", "gelu_tanh"
    };
    /** Stated in PlainMath for all functions but those below. */
    private static final double BOUND = 3;
    /** Products of x: where they are close to 0 for negative x, only what they add to sums of such numbers counts. */
    private static final List<String> CLOSE_TO_X = List.of("silu", "mish", "gelu", "gelu_tanh");

    private static final int[] SLOPES = {
        Activations.SOFTPLUS, Activations.SILU, Activations.MISH, Activations.GELU, Activations.GELU_TANH
    };
    /** Slopes are compared for all finite numbers. */
    private static final float SLOPES_TO = Float.MAX_VALUE;

    private static final String[] SLOPE_NAMES = {"softplus", "silu", "mish", "gelu", "gelu_tanh"};

    @Test
    void thePageTellsTheErrorsThatAreMeasured() throws IOException {
        List<String> expected = table();
        List<String> page = Files.readAllLines(PAGE);
        String heading = Lane.VECTOR ? "## Vector lane" : "## Plain lane";
        assertThat(page).contains(heading);
        List<String> rows = page.subList(page.indexOf(heading) + 1, page.size()).stream()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(rows).as("the table under '%s' of docs/accuracy.md", heading).isEqualTo(expected);
    }

    private static List<String> table() {
        List<String> rows = new ArrayList<>();
        rows.add(
                "| function | subnormal x | to 2^-12 | to 1 | to 20 | beyond | subnormal results | beside x | slope |");
        rows.add("|---|---|---|---|---|---|---|---|---|");
        for (int i = 0; i < FUNCTIONS.length; i++) {
            rows.add(row(NAMES[i], FUNCTIONS[i]));
        }
        return rows;
    }

    private static String row(String name, int function) {
        List<String> cells = new ArrayList<>(List.of(name));
        Errors all = new Errors();
        for (int range = 0; range + 1 < MAGNITUDES.length; range++) {
            float[] x = inputs(MAGNITUDES[range], MAGNITUDES[range + 1], function != Activations.LOG);
            float[] y = new float[x.length];
            ActivationKernels.forward(y, 0, x, 0, x.length, function, 0f);
            Errors errors = new Errors();
            for (int i = 0; i < x.length; i++) {
                errors.add(x[i], y[i], ExactFunctions.value(x[i], function));
            }
            cells.add(text(errors.ulps));
            all.add(errors);
        }
        if (!CLOSE_TO_X.contains(name)) {
            assertThat(all.ulps).as("ulp of " + name).isLessThan(BOUND);
        }
        cells.add(text(all.subnormal));
        cells.add(CLOSE_TO_X.contains(name) ? text(all.besideX) : "");
        cells.add(slope(name));
        return "| " + String.join(" | ", cells) + " |";
    }

    /** The largest errors so far. */
    private static final class Errors {
        /** Of normal results, in ulp. */
        private double ulps;
        /** Of results below them, as a share of the least normal number. */
        private double subnormal;
        /** Of all, in ulp of the input. */
        private double besideX;

        private void add(float x, float y, double exact) {
            if (Math.abs(exact) >= Float.MAX_VALUE) {
                assertThat(y).as("f(%s)", x).isGreaterThanOrEqualTo(Math.nextDown(Float.MAX_VALUE));
                return;
            }
            double error = Math.abs(y - exact);
            assertThat(error).as("error of f(%s) = %s", x, y).isFinite();
            besideX = Math.max(besideX, error / Math.ulp(x));
            if (Math.abs(exact) < Float.MIN_NORMAL) {
                subnormal = Math.max(subnormal, error / Float.MIN_NORMAL);
            } else {
                ulps = Math.max(ulps, error / Math.ulp((float) exact));
            }
        }

        private void add(Errors other) {
            ulps = Math.max(ulps, other.ulps);
            subnormal = Math.max(subnormal, other.subnormal);
            besideX = Math.max(besideX, other.besideX);
        }
    }

    /** The largest error of a function's slope, which is at most some 1.1, in ulp of 1. */
    private static String slope(String name) {
        int index = List.of(SLOPE_NAMES).indexOf(name);
        if (index < 0) {
            return "";
        }
        double worst = 0;
        for (int range = 0; range + 1 < MAGNITUDES.length; range++) {
            float[] x = inputs(MAGNITUDES[range], Math.min(MAGNITUDES[range + 1], SLOPES_TO), true);
            float[] dy = new float[x.length];
            Arrays.fill(dy, 1f);
            float[] dx = new float[x.length];
            ActivationKernels.backward(dx, 0, dy, 0, x, 0, x.length, SLOPES[index], 0f);
            for (int i = 0; i < x.length; i++) {
                double error = Math.abs(dx[i] - ExactFunctions.slope(x[i], SLOPES[index]));
                assertThat(error)
                        .as("error of the slope of %s at %s", name, x[i])
                        .isFinite();
                worst = Math.max(worst, error / Math.ulp(1f));
            }
        }
        return text(worst);
    }

    /** Floats of a range of magnitudes, evenly spread over their bits, and the ends; negative ones, too, if wanted. */
    private static float[] inputs(float from, float to, boolean signed) {
        Collection<Float> inputs = new ArrayList<>();
        int first = Float.floatToRawIntBits(from) + (from == 0 ? 1 : 0);
        int last = Float.floatToRawIntBits(to);
        for (int bits = first; bits < last; bits += STRIDE) {
            inputs.add(Float.intBitsToFloat(bits));
        }
        inputs.add(to == Float.MAX_VALUE ? to : Math.nextDown(to));
        float[] values = new float[inputs.size() * (signed ? 2 : 1)];
        int count = 0;
        for (float value : inputs) {
            values[count++] = value;
            if (signed) {
                values[count++] = -value;
            }
        }
        return values;
    }

    private static String text(double error) {
        if (error == 0) {
            return "0";
        }
        return error < 100 && error >= 0.01
                ? String.format(Locale.ROOT, "%.2f", error)
                : String.format(Locale.ROOT, "%.0e", error);
    }
}
