package io.lamina.benchmarks;

import java.util.Arrays;
import java.util.List;

/** The child of {@link JitCheck}: trains and predicts for a while, and does all of it three times. Arguments: the case, the seconds of each. */
final class JitProbe {
    private static final int ROUNDS = 3;
    private static final double NANOS = 1e9;

    private JitProbe() {}

    public static void main(String[] arguments) {
        Case model = Arrays.stream(Case.values())
                .filter(known -> known.label().equals(arguments[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no case " + arguments[0]));
        long nanos = (long) (Double.parseDouble(arguments[1]) * NANOS);
        List<Runnable> modes = List.of(model.train(1), model.infer(1), model.inferOne(1));
        for (int round = 0; round < ROUNDS; round++) {
            for (Runnable mode : modes) {
                long end = System.nanoTime() + nanos;
                while (System.nanoTime() < end) {
                    mode.run();
                }
            }
        }
    }
}
