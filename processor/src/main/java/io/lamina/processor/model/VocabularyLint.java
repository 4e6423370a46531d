package io.lamina.processor.model;

import io.lamina.DataType;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.op.CrossEntropyLayer;
import io.lamina.processor.op.InputLayer;
import io.lamina.processor.shape.Dim;

/** Labels that come from the tokens of an embedding need as many classes as its vocabulary has. */
final class VocabularyLint {
    private VocabularyLint() {}

    static void check(Model model, Report report) {
        for (ModelNode node : model.nodes()) {
            if (node.layer() instanceof CrossEntropyLayer && model.hasType(node.name())) {
                check(model, node, model.node(node.reads().get(1)), report);
            }
        }
    }

    private static void check(Model model, ModelNode loss, ModelNode labels, Report report) {
        if (!(labels.layer() instanceof InputLayer)) {
            labels.reads().stream()
                    .map(model::node)
                    .filter(source -> model.type(source.name()).type() == DataType.INT32)
                    .forEach(source -> check(model, loss, source, report));
            return;
        }
        String logits = loss.reads().get(0);
        Dim classes = model.type(logits).shape().dim(-1);
        Vocabularies.of(model, labels)
                .filter(embedding -> classes.isConstant() && classes.asInt() < Vocabularies.size(embedding))
                .ifPresent(embedding -> report.add(
                        Code.LabelsDoNotFit,
                        loss.declaration().edges().get(1).origin(),
                        loss.name() + ": its labels come from " + labels.name() + ", whose numbers are below "
                                + Vocabularies.size(embedding) + ", the vocabulary of " + embedding.name() + ", but "
                                + logits + " has " + classes + " classes.",
                        "Give " + logits + " a last dimension of " + Vocabularies.size(embedding) + "."));
    }
}
