package io.lamina.processor;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Diagnostic;
import io.lamina.processor.diagnostic.Origin;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;

/** Makes a message of a defect of the compiler itself, in place of a crash of the Java compiler. */
final class InternalErrors {
    private static final int FRAMES = 12;

    private InternalErrors() {}

    static Diagnostic describe(Throwable defect, TypeElement model, Origin origin) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "This is a defect of Lamina, not of your model. Please report it with this message and the interface.");
        for (Throwable cause = defect; cause != null; cause = cause.getCause()) {
            lines.add((cause == defect ? "" : "caused by ") + cause);
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
                lines.add("  at " + frames[i]);
            }
        }
        return new Diagnostic(
                Code.InternalError,
                origin,
                model.getSimpleName() + ": the model compiler failed with "
                        + defect.getClass().getSimpleName() + ".",
                List.of(),
                String.join("\n", lines));
    }
}
