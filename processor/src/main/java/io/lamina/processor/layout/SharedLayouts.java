package io.lamina.processor.layout;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.model.Ties;
import io.lamina.processor.op.Weight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The memory layouts of weights, which the graphs of all modes share. */
public final class SharedLayouts {
    private SharedLayouts() {}

    /** The names of weights that graphs have laid out differently. */
    public static Set<String> differing(Collection<Graph> graphs) {
        Map<String, Set<Parameter>> layouts = new HashMap<>();
        for (Graph graph : graphs) {
            for (Node node : graph.nodes()) {
                if (node.op() instanceof Sources.Weight weight) {
                    layouts.computeIfAbsent(weight.parameter().name(), name -> new HashSet<>())
                            .add(weight.parameter());
                }
            }
        }
        Set<String> differing = new TreeSet<>();
        layouts.forEach((name, variants) -> {
            if (variants.size() > 1) {
                differing.add(name);
            }
        });
        return differing;
    }

    /** All weights in source order, shared ones once, with the layouts that the graphs have settled on. */
    public static List<Parameter> parameters(Model model, Collection<Graph> graphs) {
        Map<String, Parameter> settled = new HashMap<>();
        for (Graph graph : graphs) {
            for (Node node : graph.nodes()) {
                if (node.op() instanceof Sources.Weight weight) {
                    settled.put(weight.parameter().name(), weight.parameter());
                }
            }
        }
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (ModelNode node : model.nodes()) {
            for (Weight weight : Ties.ownWeights(model, node)) {
                Parameter declared =
                        weight.parameter(node.weightPrefix(), node.declaration().frozen());
                parameters.putIfAbsent(declared.name(), settled.getOrDefault(declared.name(), declared));
            }
        }
        return new ArrayList<>(parameters.values());
    }
}
