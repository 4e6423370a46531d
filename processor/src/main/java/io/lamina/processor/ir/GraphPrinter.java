package io.lamina.processor.ir;

import java.util.stream.Collectors;

/** A graph as text, one node a line: {@code %3 conv1 : f32[B,26,26,32] = conv2d(%1, %2) {kernel=3}}. */
final class GraphPrinter {
    private GraphPrinter() {}

    static String print(Graph graph) {
        StringBuilder text = new StringBuilder("graph ").append(graph.name()).append('\n');
        for (Node node : graph.nodes()) {
            text.append("  ").append(line(node)).append('\n');
        }
        for (Output output : graph.outputs()) {
            text.append("  ")
                    .append(output.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .append(' ')
                    .append(output.name())
                    .append(" = ")
                    .append(output.value())
                    .append('\n');
        }
        return text.toString();
    }

    static String line(Node node) {
        String types = node.results().stream().map(v -> v.type().toString()).collect(Collectors.joining(", "));
        String inputs =
                node.inputs().stream().map(v -> v + " " + v.producer().name()).collect(Collectors.joining(", "));
        return "%" + node.id() + " " + node.name() + (types.isEmpty() ? "" : " : " + types) + " = "
                + node.op().name() + "(" + inputs + ")" + attributes(node.op());
    }

    /** A record's components are the primitive's attributes. */
    private static String attributes(Primitive op) {
        String text = op.toString();
        int open = text.indexOf('[');
        return open < 0 || text.length() <= open + 2 ? "" : " {" + text.substring(open + 1, text.length() - 1) + "}";
    }
}
