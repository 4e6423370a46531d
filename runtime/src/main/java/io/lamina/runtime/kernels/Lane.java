package io.lamina.runtime.kernels;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Which of the two implementations of the kernels runs: the Vector API lane, or the plain one for Android and for a JVM
 * without the module {@code jdk.incubator.vector}.
 *
 * <p>The choice is made once, by linking a class that mentions the Vector API; no reflection is involved. Classes that
 * mention it are named {@code Vector*}, are reached only behind {@link #VECTOR}, and are linked only then. The jar
 * carries rules by which R8 takes the flag for false and removes them.
 *
 * <p>The system property {@code lamina.lane=plain} forces the plain lane. On a JVM that could run the vector lane but
 * was started without the module, one line is logged at level INFO that says how to get it.
 */
public final class Lane {
    /** True if kernels run on the Vector API. A constant to the JIT and, by rule, to R8. */
    public static final boolean VECTOR = choose();

    private Lane() {}

    /** Tells the processor that a loop waits for another thread; Android 8 has no such call. */
    public static void pause() {
        if (VECTOR) {
            VectorWidth.pause();
        }
    }

    private static boolean choose() {
        if ("plain".equals(System.getProperty("lamina.lane"))) {
            return false;
        }
        try {
            return VectorWidth.LANES > 1;
        } catch (LinkageError absent) {
            report();
            return false;
        }
    }

    private static void report() {
        if (!runsOnJava17()) {
            return;
        }
        try {
            Logger.getLogger("io.lamina.runtime")
                    .log(
                            Level.INFO,
                            "Lamina runs on the plain lane; start the JVM with --add-modules jdk.incubator.vector"
                                    + " for the fast one (-Dlamina.lane=plain keeps this one and silences the hint)");
        } catch (LinkageError noLogging) {
            // The module java.logging is optional; without it there is nobody to tell.
            return;
        }
    }

    /** Whether this is a JVM (not Android, whose version property is 0) that ships the Vector API. */
    private static boolean runsOnJava17() {
        String version = System.getProperty("java.specification.version", "0");
        try {
            return Float.parseFloat(version) >= 17;
        } catch (NumberFormatException unknown) {
            return false;
        }
    }
}
