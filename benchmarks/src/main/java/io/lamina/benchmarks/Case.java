package io.lamina.benchmarks;

import io.lamina.runtime.Adam;
import io.lamina.runtime.Batch;
import io.lamina.runtime.CounterRandom;
import io.lamina.runtime.ElementType;
import io.lamina.runtime.ModelInfo;
import io.lamina.runtime.PredictionModel;
import io.lamina.runtime.Sgd;
import io.lamina.runtime.TensorInfo;
import io.lamina.runtime.TrainingModel;
import io.lamina.runtime.Workspace;

/** A model with a batch of made-up data: the same cases that the reference scripts time, under the same names. */
public enum Case {
    /** 20-50-1, SGD with momentum, batch 32. */
    MLP_B32("mlp_b32", 32) {
        @Override
        Models models() {
            MlpParameters parameters = MlpParameters.create(0);
            Sgd optimizer = Sgd.builder().learningRate(0.01f).momentum(0.9f).build();
            return new Models(new MlpTraining(parameters, optimizer, 0), new MlpInference(parameters));
        }
    },
    /** Keras's MNIST CNN, Adam, batch 64. */
    MNIST_CNN_B64("mnist_cnn_b64", 64) {
        @Override
        Models models() {
            MnistCnnParameters parameters = MnistCnnParameters.create(0);
            Adam optimizer = Adam.builder().build();
            return new Models(new MnistCnnTraining(parameters, optimizer, 0), new MnistCnnInference(parameters));
        }
    },
    /** Two residual blocks with batch normalisation on 32x32x3, SGD with momentum, batch 32. */
    RESIDUAL_CNN_B32("residual_cnn_b32", 32) {
        @Override
        Models models() {
            ResidualCnnParameters parameters = ResidualCnnParameters.create(0);
            Sgd optimizer = Sgd.builder().learningRate(0.01f).momentum(0.9f).build();
            return new Models(new ResidualCnnTraining(parameters, optimizer, 0), new ResidualCnnInference(parameters));
        }
    },
    /** A CNN on each of 16 frames of 64x64x3 and an LSTM over them, Adam, batch 4. */
    CNN_LSTM_B4T16("cnn_lstm_b4t16", 4) {
        @Override
        Models models() {
            CnnLstmParameters parameters = CnnLstmParameters.create(0);
            Adam optimizer = Adam.builder().build();
            return new Models(new CnnLstmTraining(parameters, optimizer, 0), new CnnLstmInference(parameters));
        }
    },
    /** A two-layer LSTM of 128 units over 50 steps of 64 features, Adam, batch 32. */
    LSTM_B32T50("lstm_b32t50", 32) {
        @Override
        Models models() {
            LstmClassifierParameters parameters = LstmClassifierParameters.create(0);
            Adam optimizer = Adam.builder().build();
            return new Models(
                    new LstmClassifierTraining(parameters, optimizer, 0), new LstmClassifierInference(parameters));
        }
    },
    /** Two convolutions, 4-head attention over 256 places, their mean, Adam, batch 4. */
    CNN_ATTENTION_B4("cnn_attention_b4", 4) {
        @Override
        Models models() {
            CnnAttentionParameters parameters = CnnAttentionParameters.create(0);
            Adam optimizer = Adam.builder().build();
            return new Models(
                    new CnnAttentionTraining(parameters, optimizer, 0), new CnnAttentionInference(parameters));
        }
    },
    /** A decoder-only Transformer of four layers of 128 over 128 tokens, Adam, batch 8. */
    GPT_B8N128("gpt_b8n128", 8, Gpt.VOCABULARY) {
        @Override
        Models models() {
            GptParameters parameters = GptParameters.create(0);
            Adam optimizer = Adam.builder().build();
            return new Models(new GptTraining(parameters, optimizer, 0), new GptInference(parameters));
        }
    };

    private static final int CLASSES = 10;

    private final String label;
    private final int batch;
    private final int classes;

    /** The two generated classes of a case. */
    record Models(TrainingModel training, PredictionModel inference) {}

    Case(String label, int batch) {
        this(label, batch, CLASSES);
    }

    /** With the number of classes and tokens, if it is not ten. */
    Case(String label, int batch, int classes) {
        this.label = label;
        this.batch = batch;
        this.classes = classes;
    }

    abstract Models models();

    /** The name that the reference scripts print. */
    public String label() {
        return label;
    }

    /** One step of training at a call, on so many threads. */
    public Runnable train(int threads) {
        TrainingModel model = models().training();
        model.setThreads(threads);
        Batch data = fill(Batch.forTraining(model.info(), batch), model.info(), batch);
        return () -> model.step(data);
    }

    /** One prediction of the whole batch at a call, on so many threads. */
    public Runnable infer(int threads) {
        return infer(batch, threads);
    }

    /** One prediction of one sample at a call, on so many threads. */
    public Runnable inferOne(int threads) {
        return infer(1, threads);
    }

    private Runnable infer(int samples, int threads) {
        PredictionModel model = models().inference();
        Workspace workspace = model.workspace(samples, threads);
        Batch data = fill(Batch.forPrediction(model.info(), samples), model.info(), samples);
        float[][] outputs = model.info().outputs().stream()
                .map(output -> new float[samples * output.size()])
                .toArray(float[][]::new);
        return () -> model.predict(workspace, data, outputs);
    }

    private Batch fill(Batch batch, ModelInfo info, int samples) {
        batch.setSize(samples);
        for (int i = 0; i < info.inputs().size(); i++) {
            TensorInfo input = info.inputs().get(i);
            long key = CounterRandom.key(0, input.name());
            if (input.type() == ElementType.FLOAT32) {
                float[] values = batch.floats(i);
                for (int j = 0; j < values.length; j++) {
                    values[j] = (float) CounterRandom.gaussian(key, j);
                }
            } else {
                int[] values = batch.ints(i);
                for (int j = 0; j < values.length; j++) {
                    values[j] = CounterRandom.bounded(key, j, classes);
                }
            }
        }
        return batch;
    }
}
