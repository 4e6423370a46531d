package io.lamina.processor.model;

import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.op.Inputs;
import io.lamina.processor.shape.Symbols;
import io.lamina.processor.shape.TensorType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model whose names are resolved: nodes in an order in which each stands behind what it reads. */
public final class Model {
    private final ModelDeclaration declaration;
    private final Symbols symbols;
    private final Map<String, ModelNode> nodes = new LinkedHashMap<>();
    private final Map<String, List<TensorType>> types = new LinkedHashMap<>();

    Model(ModelDeclaration declaration, Symbols symbols, List<ModelNode> sorted) {
        this.declaration = declaration;
        this.symbols = symbols;
        sorted.forEach(node -> nodes.put(node.name(), node));
    }

    private Model(Model model, List<ModelNode> nodes, Map<String, List<TensorType>> types) {
        this(model.declaration, model.symbols, nodes);
        this.types.putAll(types);
    }

    /** This model with the types of all results that inference found; nodes without one have failed. */
    Model withTypes(List<ModelNode> bound, Map<String, List<TensorType>> found) {
        return new Model(this, bound, found);
    }

    public ModelDeclaration declaration() {
        return declaration;
    }

    public Symbols symbols() {
        return symbols;
    }

    public Collection<ModelNode> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    public ModelNode node(String name) {
        return nodes.get(name);
    }

    /** Whether every declared node is here and has a type, and every node of a block: nothing has failed. */
    public boolean isComplete() {
        return declaration.failed().isEmpty()
                && types.keySet().containsAll(nodes.keySet())
                && declaration.nodes().stream().allMatch(node -> types.containsKey(node.name()));
    }

    public boolean hasType(String node) {
        return types.containsKey(node);
    }

    /** The type of a node's first result, for one sample. */
    public TensorType type(String node) {
        return types.get(node).get(0);
    }

    /** Names and types of what a node reads. */
    public Inputs inputs(ModelNode node) {
        return inputs(node, types, symbols);
    }

    static Inputs inputs(ModelNode node, Map<String, List<TensorType>> types, Symbols symbols) {
        return new Inputs(
                node.reads(),
                node.reads().stream().map(types::get).toList(),
                node.declaration().roles(),
                symbols);
    }

    /** The nodes that read this one. */
    public List<ModelNode> readers(ModelNode node) {
        return nodes.values().stream()
                .filter(other -> other.reads().contains(node.name()))
                .toList();
    }

    /** The nodes with their shapes and layers, one a line. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("model ").append(declaration.name()).append('\n');
        for (ModelNode node : nodes.values()) {
            List<TensorType> type = types.get(node.name());
            text.append("  ")
                    .append(node.name())
                    .append(" : ")
                    .append(type == null ? "?" : type.get(0))
                    .append(" = ")
                    .append(node.declaration().layer())
                    .append(' ')
                    .append(String.join(", ", node.reads()))
                    .append('\n');
        }
        return text.toString();
    }
}
