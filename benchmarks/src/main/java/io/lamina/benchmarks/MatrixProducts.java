package io.lamina.benchmarks;

import io.lamina.benchmarks.MatrixProduct.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The products of matrices that the cases consist of, convolutions apart, each with the layers that it comes from; and squares. The
 * four cases with sequences are derived here from their layers' sizes, so that their kernels can be measured before the layers exist.
 */
final class MatrixProducts {
    private static final int[] SQUARES = {64, 128, 256, 512, 1024};
    private static final int LSTM_GATES = 4;

    private final Map<MatrixProduct, Set<String>> origins = new LinkedHashMap<>();

    private MatrixProducts() {}

    /** All of them, each once. */
    static List<Workload> all() {
        MatrixProducts products = new MatrixProducts();
        for (int side : SQUARES) {
            for (Kind kind : Kind.values()) {
                products.add(kind, side, side, side, 1, "square");
            }
        }
        products.ownCases();
        products.cnnLstm();
        products.cnnAttention();
        products.gpt();
        products.lstm();
        return products.origins.entrySet().stream()
                .map(entry -> new Workload(
                        entry.getKey().key(),
                        entry.getKey().label(),
                        String.join(", ", entry.getValue()),
                        entry.getKey().flops(),
                        entry.getKey()::call))
                .toList();
    }

    private void ownCases() {
        first("mlp_b32 fc1", 32, 20, 50);
        layer("mlp_b32 fc2", 32, 50, 1);
        layer("mnist_cnn_b64 hidden", 64, 1600, 128);
        layer("mnist_cnn_b64 logits", 64, 128, 10);
        layer("residual_cnn_b32 logits", 32, 64, 10);
    }

    /** 4 x 16 frames; after the CNN 64 features, a dense layer to 128, an LSTM of 64 units, 10 classes. */
    private void cnnLstm() {
        String name = "cnn_lstm_b4t16";
        layer(name + " fc", 4 * 16, 64, 128);
        layer(name + " lstm input", 4 * 16, 128, LSTM_GATES * 64);
        recurrent(name + " lstm", 4, 16, 64);
        layer(name + " classifier", 4, 64, 10);
        forward(name + " infer1 fc", 16, 64, 128);
        forward(name + " infer1 lstm input", 16, 128, LSTM_GATES * 64);
        forward(name + " infer1 lstm step", 1, 64, LSTM_GATES * 64);
        forward(name + " infer1 classifier", 1, 64, 10);
    }

    /** 4 images of 256 tokens of 128 features, 4 heads, 10 classes. */
    private void cnnAttention() {
        String name = "cnn_attention_b4";
        layer(name + " qkv", 4 * 256, 128, 3 * 128);
        attention(name, 4, 4, 256, 32);
        layer(name + " projection", 4 * 256, 128, 128);
        layer(name + " classifier", 4, 128, 10);
        forward(name + " infer1 qkv", 256, 128, 3 * 128);
        forward(name + " infer1 projection", 256, 128, 128);
        forward(name + " infer1 classifier", 1, 128, 10);
    }

    /** 8 texts of 128 tokens of 128 features, 4 heads, 4 blocks of the same sizes, 128 words. */
    private void gpt() {
        String name = "gpt_b8n128";
        layer(name + " qkv", 8 * 128, 128, 3 * 128);
        attention(name, 8, 4, 128, 32);
        layer(name + " projection", 8 * 128, 128, 128);
        layer(name + " f1", 8 * 128, 128, 4 * 128);
        layer(name + " f2", 8 * 128, 4 * 128, 128);
        layer(name + " out", 8 * 128, 128, 128);
        forward(name + " infer1 qkv", 128, 128, 3 * 128);
        forward(name + " infer1 projection, out", 128, 128, 128);
        forward(name + " infer1 f1", 128, 128, 4 * 128);
        forward(name + " infer1 f2", 128, 4 * 128, 128);
    }

    /** 32 sequences of 50 steps of 64 features, two LSTMs of 128 units, 10 classes. */
    private void lstm() {
        String name = "lstm_b32t50";
        first(name + " lstm1 input", 32 * 50, 64, LSTM_GATES * 128);
        recurrent(name + " lstm", 32, 50, 128);
        layer(name + " lstm2 input", 32 * 50, 128, LSTM_GATES * 128);
        layer(name + " classifier", 32, 128, 10);
        forward(name + " infer1 lstm1 input", 50, 64, LSTM_GATES * 128);
        forward(name + " infer1 lstm2 input", 50, 128, LSTM_GATES * 128);
        forward(name + " infer1 lstm step", 1, 128, LSTM_GATES * 128);
        forward(name + " infer1 classifier", 1, 128, 10);
    }

    /** A dense layer: forward and both gradients. */
    private void layer(String origin, int rows, int in, int out) {
        first(origin, rows, in, out);
        add(Kind.NT, rows, in, out, 1, origin);
    }

    /** A dense layer on the model's input, which wants no gradient. */
    private void first(String origin, int rows, int in, int out) {
        forward(origin, rows, in, out);
        add(Kind.TN, in, out, rows, 1, origin);
    }

    private void forward(String origin, int rows, int in, int out) {
        add(Kind.NN, rows, out, in, 1, origin);
    }

    /** An LSTM's product with the state: forward and state gradient at each step, the weights' gradient over all of them. */
    private void recurrent(String origin, int batch, int steps, int units) {
        int gates = LSTM_GATES * units;
        add(Kind.NN, batch, gates, units, 1, origin + " step");
        add(Kind.NT, batch, units, gates, 1, origin + " step");
        add(Kind.TN, units, gates, batch * steps, 1, origin + " all steps");
    }

    /** Scores and weighted values of every head of a batch, with their gradients, whose shapes coincide. */
    private void attention(String name, int batch, int heads, int tokens, int size) {
        for (int samples : new int[] {batch, 1}) {
            String origin = name + (samples == 1 ? " infer1" : "");
            add(Kind.NT, tokens, tokens, size, samples * heads, origin + " scores");
            add(Kind.NN, tokens, size, tokens, samples * heads, origin + " weighted values");
        }
        add(Kind.TN, tokens, size, tokens, batch * heads, name + " gradients of keys and values");
    }

    private void add(Kind kind, int m, int n, int k, int batch, String origin) {
        origins.computeIfAbsent(new MatrixProduct(kind, m, n, k, batch), product -> new LinkedHashSet<>())
                .add(origin);
    }
}
