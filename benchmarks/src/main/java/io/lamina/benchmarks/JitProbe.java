package io.lamina.benchmarks;

import java.util.Arrays;
import java.util.List;

/** The child of {@link JitCheck}: trains and predicts for a while, and then does all of it again. Arguments: the case, the seconds of each. */
final class JitProbe {
    private static final int ROUNDS = 2;
    private static final double NANOS = 1e9;

    private JitProbe() {}

    public static void main(String[] arguments) {
        Case model = Arrays.stream(Case.values())
                .filter(known -> known.label().equals(arguments[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no case " + arguments[0]));
        long nanos = (long) (Double.parseDouble(arguments[1]) * NANOS);
        List<Runnable> modes = List.of(model.train(), model.infer(), model.inferOne());
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
