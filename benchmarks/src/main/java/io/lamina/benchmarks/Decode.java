package io.lamina.benchmarks;

import io.lamina.runtime.kernels.Lane;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times a session of {@link DecodeGpt} token by token, and sets it beside the memory's bandwidth. */
@Command(
        name = "Decode",
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Decodes one token at a time with the keys and values of those before it kept, in a GPT of twelve layers of 1,024.",
            "Each token reads all weights once, so memory sets the limit. Prints what a sum over an array as large reaches,"
                    + " measured just before, and the share of it that decoding reaches; keys and values are not counted."
        })
public final class Decode implements Callable<Integer> {
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;

    @Option(names = "--seconds", paramLabel = "S", description = "How long each is measured, after a warm-up as long.")
    private double seconds = 3;

    public static void main(String[] arguments) {
        System.exit(Commands.execute(new Decode(), arguments));
    }

    @Override
    public Integer call() {
        Machine.describe(System.out);
        System.out.printf(
                Locale.ROOT, "# median over %s s on 1 thread, %s lane%n", seconds, Lane.VECTOR ? "vector" : "plain");
        DecodeGptParameters parameters = DecodeGptParameters.create(0);
        double bytes = (double) Float.BYTES * weightsRead(parameters);
        double sum = ReadBandwidth.bytesPerSecond(parameters.values(), seconds);
        System.out.printf(Locale.ROOT, "a sum over %.0f MB: %.2f GB/s%n", bytes / MEGA, sum / GIGA);
        double milliseconds = Timer.median(steps(parameters), seconds);
        double speed = bytes / milliseconds * MILLIS_PER_SECOND;
        System.out.printf(
                Locale.ROOT,
                "a token: %.2f ms, %.2f tokens/s, %.0f MB of weights, %.2f GB/s, %.0f %% of the sum%n",
                milliseconds,
                MILLIS_PER_SECOND / milliseconds,
                bytes / MEGA,
                speed / GIGA,
                100 * speed / sum);
        return CommandLine.ExitCode.OK;
    }

    /** All but the tables' rows of other tokens and places. */
    private static long weightsRead(DecodeGptParameters parameters) {
        long tables = (long) DecodeGpt.WIDTH * (DecodeGpt.VOCABULARY + DecodeGpt.LONGEST);
        return parameters.count() - tables + 2L * DecodeGpt.WIDTH;
    }

    /** One token at a call; a sequence begins anew where it is full. */
    private static Runnable steps(DecodeGptParameters parameters) {
        DecodeGptSession session = new DecodeGptSession(new DecodeGptInference(parameters));
        int[] token = new int[1];
        float[] logits = new float[DecodeGpt.VOCABULARY];
        return () -> {
            if (session.position() == session.capacity()) {
                session.start();
            }
            token[0] = (token[0] + 1) % DecodeGpt.VOCABULARY;
            session.next(1, token, logits);
        };
    }
}
