package io.lamina.processor.stream;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.diagnostic.Suggestions;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Symbols;
import java.util.Optional;

/** What {@code @Model(stream)} asks for, and whether the model can be run like that. */
public final class StreamCheck {
    private StreamCheck() {}

    /** The graphs of the session, where one is asked for and can be had; else what is wrong is reported. */
    public static Optional<SessionGraphs> graphs(Model model, Graph prediction, Report report) {
        Optional<Attributes> asked = model.declaration().stream();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        String time = asked.get().text("stream");
        Origin origin = asked.get().origin().attribute("stream");
        String name = model.declaration().name();
        if (!model.symbols().contains(time)) {
            String suggestion =
                    Suggestions.didYouMean(time, model.symbols().names()).strip();
            report.add(
                    Code.UnknownSymbol,
                    origin,
                    name + ": stream is \"" + time + "\", but no input has a symbolic size of that name.",
                    suggestion.isEmpty()
                            ? "Name the size that grows with each step, as in @Input(\"T<=256\") with stream = \"T\"."
                            : suggestion);
            return Optional.empty();
        }
        Symbols.Symbol symbol = model.symbols().get(time);
        if (symbol.divisor() != 1) {
            report.add(
                    Code.NotStreamable,
                    origin,
                    name + ": " + time + " is a multiple of " + symbol.divisor() + ", so no single step can be taken.",
                    "Take the %" + symbol.divisor() + " away, or stream = \"" + time + "\".");
            return Optional.empty();
        }
        boolean read = prediction.nodes().stream()
                .anyMatch(node -> node.op() instanceof Sources.Input input
                        && input.type().shape().size().symbols().contains(time));
        if (!read) {
            report.add(
                    Code.NotStreamable,
                    origin,
                    name + ": no input that predictions read has the size " + time
                            + ", so there is nothing to take steps along.",
                    "Take stream = \"" + time + "\" away.");
            return Optional.empty();
        }
        return SessionSplit.split(
                prediction, time, Dim.of(symbol.upper()), (node, why) -> report(model, node, time, why, report));
    }

    private static void report(Model model, Node node, String time, String why, Report report) {
        ModelNode declared = model.node(node.name());
        Origin origin = declared == null
                ? model.declaration().origin()
                : declared.declaration().layer().origin();
        String layer =
                declared == null ? "" : " (@" + declared.declaration().layer().name() + ")";
        report.add(
                Code.NotStreamable,
                origin,
                node.name() + layer + ": " + why + ", so the model cannot be run step by step along " + time + ".",
                "Let it look back alone, such as causal = true or padding = CAUSAL, or take stream = \"" + time
                        + "\" away from @Model.");
    }
}
