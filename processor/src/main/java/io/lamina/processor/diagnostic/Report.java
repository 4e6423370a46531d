package io.lamina.processor.diagnostic;

import java.util.ArrayList;
import java.util.List;

/** Collects what the stages find. A stage reports and goes on; the pipeline asks {@link #hasErrors} between stages. */
public final class Report {
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /** Adds a message. One about a place in a block is added for the first of its repetitions alone. */
    public void add(Diagnostic diagnostic) {
        if (diagnostic.origin() instanceof AppliedOrigin
                && diagnostics.stream()
                        .anyMatch(known -> known.code() == diagnostic.code()
                                && known.origin().equals(diagnostic.origin()))) {
            return;
        }
        boolean silenced = diagnostic.code().severity() == Code.Severity.WARNING
                && diagnostic.origin().suppresses(diagnostic.code());
        if (!silenced) {
            diagnostics.add(diagnostic);
        }
    }

    public void add(Code code, Origin origin, String text, String remedy) {
        add(new Diagnostic(code, origin, text, List.of(), remedy));
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(d -> d.code().severity() == Code.Severity.ERROR);
    }

    public List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }
}
