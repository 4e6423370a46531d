package io.lamina.processor.model;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import java.util.HashSet;
import java.util.Set;

/** Nodes that nothing needs: asked of complete models alone, as in others their reader may be what has failed. */
public final class UseLints {
    private final Model model;
    private final Roles roles;
    private final Report report;

    private UseLints(Model model, Roles roles, Report report) {
        this.model = model;
        this.roles = roles;
        this.report = report;
    }

    public static void check(Model model, Roles roles, Report report) {
        new UseLints(model, roles, report).unused();
    }

    /** Outputs of blocks may stay unread. What only an unused node reads is not reported with it: it is needed again as soon as that node is. */
    private void unused() {
        Set<String> learning = new HashSet<>();
        roles.losses().forEach(loss -> reach(loss, learning));
        Set<String> needed = new HashSet<>(learning);
        roles.outputs().forEach(output -> reach(output, needed));
        for (ModelNode node : model.nodes()) {
            Origin origin = node.declaration().origin();
            boolean isNeeded = needed.contains(node.name());
            if (!isNeeded && !node.declaration().output() && model.readers(node).isEmpty()) {
                report.add(
                        Code.UnusedNode,
                        origin,
                        node.name() + ": nobody reads it, and it is no output.",
                        "Read it, mark it with @Output, or remove it.");
            }
            if (isNeeded && !roles.losses().isEmpty() && !learning.contains(node.name()) && hasTrainedWeights(node)) {
                report.add(
                        Code.UnreachedParameter,
                        origin,
                        node.name() + ": no loss depends on it, so its weights are never trained.",
                        "Add a loss behind it, mark it with @Frozen, or remove it.");
            }
        }
    }

    private boolean hasTrainedWeights(ModelNode node) {
        return !node.declaration().frozen()
                && model.hasType(node.name())
                && Ties.ownWeights(model, node).stream()
                        .anyMatch(weight -> weight.group().isTrained());
    }

    private void reach(ModelNode node, Set<String> reached) {
        if (reached.add(node.name())) {
            node.reads().forEach(read -> reach(model.node(read), reached));
        }
    }
}
