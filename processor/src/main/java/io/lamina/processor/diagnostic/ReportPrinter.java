package io.lamina.processor.diagnostic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/** Hands a report to the Java compiler. */
public final class ReportPrinter {
    private final Messager messager;
    private final Predicate<Element> inSource;
    private final SourceLines lines;

    /**
     * A printer for a compiler.
     *
     * @param inSource whether an element stands in a source of this compilation; messages on others are shown at the
     *     model's interface
     */
    public ReportPrinter(ProcessingEnvironment environment, Predicate<Element> inSource) {
        this.messager = environment.getMessager();
        this.inSource = inSource;
        this.lines = SourceLines.of(environment);
    }

    /** One kind of message at one place. */
    private record Anchor(Kind kind, ElementOrigin place) {}

    /**
     * Prints all messages. Those with one anchor become one message, since javac shows only the first error of a place.
     *
     * @param model where messages without a place of their own are shown
     */
    public void print(Report report, TypeElement model) {
        Map<Anchor, List<Diagnostic>> byAnchor = report.diagnostics().stream()
                .collect(Collectors.groupingBy(
                        diagnostic -> anchor(diagnostic, model), LinkedHashMap::new, Collectors.toList()));
        byAnchor.forEach((anchor, diagnostics) -> {
            String text = diagnostics.stream()
                    .map(diagnostic -> DiagnosticFormatter.format(diagnostic, this::where))
                    .distinct()
                    .collect(Collectors.joining("\n"));
            print(anchor.kind(), text, anchor.place());
        });
    }

    private Anchor anchor(Diagnostic diagnostic, TypeElement model) {
        Kind kind = diagnostic.code().severity() == Code.Severity.ERROR ? Kind.ERROR : Kind.WARNING;
        Origin origin = diagnostic.origin() instanceof AppliedOrigin use ? use.applied() : diagnostic.origin();
        if (origin instanceof ElementOrigin place && inSource.test(place.element())) {
            return new Anchor(kind, place);
        }
        return new Anchor(kind, ElementOrigin.of(model, model));
    }

    /** {@code Residual.java:14}, or {@code Residual.class} where there is no source. */
    private String where(Origin origin) {
        if (!(origin instanceof ElementOrigin place)) {
            return "";
        }
        return inSource.test(place.element())
                ? lines.of(place).orElse("")
                : place.model().getSimpleName() + ".class";
    }

    private void print(Kind kind, String text, ElementOrigin place) {
        if (place.value().isPresent()) {
            messager.printMessage(
                    kind,
                    text,
                    place.element(),
                    place.annotation().orElseThrow(),
                    place.value().get());
        } else if (place.annotation().isPresent()) {
            messager.printMessage(
                    kind, text, place.element(), place.annotation().get());
        } else {
            messager.printMessage(kind, text, place.element());
        }
    }
}
