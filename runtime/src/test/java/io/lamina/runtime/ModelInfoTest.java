package io.lamina.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ModelInfoTest {
    /** The CNN of Keras's MNIST example, whose summary says 225,034 parameters. */
    private static final ModelInfo MNIST = ModelInfo.builder("MnistCnn")
            .input("image", ElementType.FLOAT32, 28, 28, 1)
            .trainingInput("digit", ElementType.INT32)
            .output("logits", ElementType.FLOAT32, 10)
            .layer("image", "Input", "(B, 28, 28, 1)", 0, 0, "")
            .layer("conv1", "Conv2d", "(B, 26, 26, 32)", 320, 320, "image")
            .layer("pool1", "MaxPool2d", "(B, 13, 13, 32)", 0, 0, "conv1")
            .layer("conv2", "Conv2d", "(B, 11, 11, 64)", 18_496, 18_496, "pool1")
            .layer("pool2", "MaxPool2d", "(B, 5, 5, 64)", 0, 0, "conv2")
            .layer("flat", "Flatten", "(B, 1600)", 0, 0, "pool2")
            .layer("hidden", "Dense", "(B, 128)", 204_928, 0, "flat")
            .layer("kept", "Dropout", "(B, 128)", 0, 0, "hidden")
            .layer("logits", "Dense", "(B, 10)", 1290, 1290, "kept")
            .metric("loss")
            .metric("accuracy")
            .inferenceMemory(5408, 100, 0, 0, 0)
            .trainingMemory(40_000, 225_034, 7008, 0, 1024)
            .build();

    @Test
    void summaryIsKerassTable() {
        assertThat(Summary.of(MNIST)).isEqualTo("""
                        Model: "MnistCnn"
                        ______________________________________________________________
                         Layer (type)        Output Shape      Param #   Connected to
                        ==============================================================
                         image (Input)       (B, 28, 28, 1)          0
                         conv1 (Conv2d)      (B, 26, 26, 32)       320   image
                         pool1 (MaxPool2d)   (B, 13, 13, 32)         0   conv1
                         conv2 (Conv2d)      (B, 11, 11, 64)    18,496   pool1
                         pool2 (MaxPool2d)   (B, 5, 5, 64)           0   conv2
                         flat (Flatten)      (B, 1600)               0   pool2
                         hidden (Dense)      (B, 128)          204,928   flat
                         kept (Dropout)      (B, 128)                0   hidden
                         logits (Dense)      (B, 10)             1,290   kept
                        ==============================================================
                        Total params: 225,034 (879.04 KB)
                        Trainable params: 20,106 (78.54 KB)
                        Non-trainable params: 204,928 (800.50 KB)
                        Inference memory: 21.13 KB per sample of the batch + 400 B
                        Training memory: 183.63 KB per sample of the batch + 879.04 KB + 4.00 KB per thread
                        """);
        assertThat(MNIST).hasToString(Summary.of(MNIST));
    }

    @Test
    void symbolicSizesFollowFromLengths() {
        ModelInfo info = ModelInfo.builder("Words")
                .symbol("S", 1, 9, 1)
                .symbol("T", 2, 64, 4)
                .input("words", ElementType.INT32, "T 3")
                .trainingInput("weight", ElementType.FLOAT32, "")
                .output("half", ElementType.FLOAT32, "(T+1)/2+S*T 2*T-3 T/4")
                .build();
        assertThat(info.inputs().get(0)).hasToString("INT32 words (B, T, 3)");
        assertThat(info.inputs().get(0).shape()).containsExactly(64, 3);
        assertThat(info.inputs().get(1).size()).isEqualTo(1);
        assertThat(info.outputs().get(0).shape(info.symbols(), 2, 8)).containsExactly(20, 13, 2);
        assertThat(Summary.of(info))
                .contains("Symbolic size: 1 <= S <= 9\nSymbolic size: 2 <= T <= 64, a multiple of 4\n");
        assertThat(info.symbols().get(1).holding(5)).isEqualTo(8);
        assertThatThrownBy(() -> info.symbols().get(1).require(6)).hasMessage("T must be a multiple of 4, but is 6");
        Batch batch = Batch.forTraining(info, 2);
        assertThat(batch.ints(0)).hasSize(2 * 64 * 3);
        assertThat(batch.length(1)).isEqualTo(64);
        batch.setLength(1, 12);
        assertThat(batch.length(1)).isEqualTo(12);
        assertThatThrownBy(() -> batch.setLength(1, 68)).hasMessage("T must lie between 2 and 64, but is 68");
    }

    @Test
    void sizesAreReadable() {
        assertThat(Summary.bytes(0)).isEqualTo("0 B");
        assertThat(Summary.bytes(1536)).isEqualTo("1.50 KB");
        assertThat(Summary.bytes(5L << 40)).isEqualTo("5.00 TB");
    }

    @Test
    void inputsAreFoundByName() {
        assertThat(MNIST.inputIndex("digit")).isEqualTo(1);
        assertThat(MNIST.inputIndex("logits")).isEqualTo(-1);
        assertThat(MNIST.outputIndex("logits")).isZero();
        assertThat(MNIST.inputs().get(0)).hasToString("FLOAT32 image (B, 28, 28, 1)");
        assertThat(MNIST.inputs().get(1).size()).isEqualTo(1);
        assertThat(MNIST.inputs().get(1).isTrainingOnly()).isTrue();
    }

    @Test
    void aBatchHasAnArrayPerInput() {
        Batch batch = Batch.forTraining(MNIST, 3);
        batch.setSize(2);
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.floats(0)).hasSize(3 * 784);
        assertThat(batch.ints(1)).hasSize(3);
        assertThatThrownBy(() -> batch.ints(0)).hasMessage("MnistCnn: input FLOAT32 image (B, 28, 28, 1) is not INT32");
        assertThatThrownBy(() -> batch.setSize(4)).hasMessage("a batch of capacity 3 cannot hold 4 samples");
        assertThat(Batch.forPrediction(MNIST, 3).ints(1)).isEmpty();
        assertThatThrownBy(() -> Batch.forTraining(MNIST, 0)).hasMessageContaining("at least 1, but is 0");
        assertThatThrownBy(() -> Batch.forTraining(MNIST, 3_000_000)).hasMessageContaining("more than an array");
    }

    @Test
    void aWorkspaceKnowsItsModelAndCapacity() {
        Workspace workspace = MNIST.inferenceMemory().workspace("MnistCnn", 4, Team.of(1), member -> {});
        assertThat(workspace.floats).hasSize(4 * 5408 + 100);
        assertThat(workspace.ints).isEmpty();
        Workspace training = MNIST.trainingMemory().workspace("MnistCnn", 2, Team.of(3), member -> {});
        long shared = MNIST.trainingMemory().floats(2);
        assertThat(training.scratch(0)).isBetween((int) shared, (int) shared + 15);
        assertThat(training.scratch(0) % 16).isEqualTo(AlignedFloats.START);
        assertThat(training.scratch(2)).isEqualTo(training.scratch(0) + 2 * 1024);
        assertThat(training.floats).hasSizeGreaterThanOrEqualTo(training.scratch(0) + 3 * 1024);
        workspace.require("MnistCnn", 4);
        assertThatThrownBy(() -> workspace.require("MnistCnn", 5))
                .hasMessage("MnistCnn: the batch must be 1 to 4 (the capacity of this workspace), but is 5");
        assertThatThrownBy(() -> workspace.require("MnistCnn", 0)).hasMessageContaining("but is 0");
        assertThatThrownBy(() -> workspace.require("Other", 1))
                .hasMessage("Other: this workspace was made for MnistCnn; ask Other for one of its own");
        assertThatThrownBy(() -> MNIST.trainingMemory().workspace("MnistCnn", 1_000_000, Team.of(1), member -> {}))
                .hasMessageContaining("a batch of 1000000 needs a workspace of 40000226060 numbers");
        assertThatThrownBy(() -> MNIST.inferenceMemory().workspace("M", 0, Team.of(1), member -> {}))
                .hasMessageContaining("at least 1, but is 0");
    }

    @Test
    void aLayerCannotTrainMoreThanItHas() {
        assertThatThrownBy(() -> ModelInfo.builder("M").layer("a", "Dense", "(B, 1)", 1, 2, ""))
                .hasMessage("a: 2 trainable of 1 parameters");
    }
}
