package io.lamina.processor.ir;

import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/** One primitive applied to values. Nodes are compared by identity. */
public final class Node {
    private final int id;
    private final String name;
    private final Primitive op;
    private final List<Value> inputs;
    private final List<Value> results;

    Node(int id, String name, Primitive op, List<Value> inputs) {
        this.id = id;
        this.name = name;
        this.op = op;
        this.inputs = List.copyOf(inputs);
        List<TensorType> types = op.results(inputs.stream().map(Value::type).toList());
        List<Value> made = new ArrayList<>();
        for (int k = 0; k < types.size(); k++) {
            made.add(new Value(this, k, types.get(k)));
        }
        this.results = List.copyOf(made);
    }

    /** Position in its graph. */
    public int id() {
        return id;
    }

    /** The declared node that this one came from, such as {@code conv1}. */
    public String name() {
        return name;
    }

    public Primitive op() {
        return op;
    }

    public List<Value> inputs() {
        return inputs;
    }

    public Value input(int i) {
        return inputs.get(i);
    }

    public List<Value> results() {
        return results;
    }

    public List<TensorType> inputTypes() {
        return inputs.stream().map(Value::type).toList();
    }
}
