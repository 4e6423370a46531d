package io.lamina.processor.model;

import io.lamina.processor.op.Inputs;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The shapes that led to a problem, as lines under its message. */
final class ShapeTrail {
    /** A shape that could not be found. */
    static final String UNKNOWN = "?";

    private ShapeTrail() {}

    /**
     * All that a node depends on, in order, with the shapes found so far, and the node itself.
     *
     * @param missing what stands for the node's own shape if it was not found
     */
    static List<String> of(Model model, Map<String, List<TensorType>> types, ModelNode node, String missing) {
        Set<String> wanted = new TreeSet<>();
        collect(model, node, wanted);
        List<String[]> rows = new ArrayList<>();
        for (ModelNode other : model.nodes()) {
            if (wanted.contains(other.name())) {
                List<TensorType> type = types.get(other.name());
                rows.add(new String[] {
                    other.name(),
                    type == null
                            ? (other.name().equals(node.name()) ? missing : UNKNOWN)
                            : Inputs.shown(type.get(0).shape()),
                    other.declaration().layer().toString()
                });
            }
        }
        int names = width(rows, 0);
        int shapes = width(rows, 1);
        return rows.stream()
                .map(row -> pad(row[0], names) + " : " + pad(row[1], shapes) + "   " + row[2])
                .toList();
    }

    private static void collect(Model model, ModelNode node, Set<String> wanted) {
        if (wanted.add(node.name())) {
            node.reads().forEach(read -> collect(model, model.node(read), wanted));
        }
    }

    private static int width(List<String[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
