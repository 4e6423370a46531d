"""Keras's side of the comparison, on JAX or on TensorFlow: the benchmark cases' training step and inference, timed.

usage: KERAS_BACKEND=jax|tensorflow keras_cases.py [--threads N] [--on-batch] [--only NAME,...] [--seconds S] > jax.txt
Prints lines of `case mode milliseconds`: medians over single steps after warm-up. Everything is compiled by XLA. A training step is
one compiled function of the script's own, on data that are already where the framework wants them; with --on-batch it is a call of
`train_on_batch`, which is what `fit` does.
"""
import argparse
import os
import statistics
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--on-batch", action="store_true")
parser.add_argument("--only", default="")
parser.add_argument("--seconds", type=float, default=3.0)
options = parser.parse_args()

# Both frameworks read these when they are imported. XLA takes as many threads as there are processors to run on.
multi = "true" if options.threads > 1 else "false"
os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={multi} intra_op_parallelism_threads={options.threads}"
os.environ["OMP_NUM_THREADS"] = str(options.threads)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: options.threads]))

import keras
import memory
import numpy as np
from keras import layers

BACKEND = keras.backend.backend()
if BACKEND == "jax":
    import jax
elif BACKEND == "tensorflow":
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
else:
    parser.error(f"KERAS_BACKEND is {BACKEND}; there are jax and tensorflow")

memory.keep_freed()
random = np.random.default_rng(0)
keras.utils.set_random_seed(0)


def mlp():
    return keras.Sequential([layers.Input((20,)), layers.Dense(50, activation="relu"), layers.Dense(1)])


def mnist_cnn():
    return keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10),
        ]
    )


def residual_cnn():
    def conv(x, filters, kernel=3, strides=1):
        # One row of zeros on each side, as PyTorch's padding=1; "same" with a stride would put it behind alone.
        if kernel == 3 and strides == 2:
            x = layers.ZeroPadding2D(1)(x)
            return layers.Conv2D(filters, 3, strides=2, padding="valid", use_bias=False)(x)
        return layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False)(x)

    def norm(x):
        return layers.BatchNormalization()(x)

    image = layers.Input((32, 32, 3))
    stem = layers.ReLU()(norm(conv(image, 32)))
    y = layers.ReLU()(norm(conv(stem, 32)))
    block1 = layers.ReLU()(layers.Add()([norm(conv(y, 32)), stem]))
    y = layers.ReLU()(norm(conv(block1, 64, strides=2)))
    shortcut = norm(conv(block1, 64, kernel=1, strides=2))
    block2 = layers.ReLU()(layers.Add()([norm(conv(y, 64)), shortcut]))
    return keras.Model(image, layers.Dense(10)(layers.GlobalAveragePooling2D()(block2)))


def cnn_lstm():
    frame = keras.Sequential(
        [
            layers.Input((64, 64, 3)),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, padding="same", activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(128),
        ]
    )
    # One batch of all frames; TimeDistributed would run a loop over them.
    video = layers.Input((16, 64, 64, 3))
    features = frame(keras.ops.reshape(video, (-1, 64, 64, 3)))
    states = layers.LSTM(64)(keras.ops.reshape(features, (-1, 16, 128)))
    return keras.Model(video, layers.Dense(10)(states))


def lstm():
    return keras.Sequential(
        [layers.Input((50, 64)), layers.LSTM(128, return_sequences=True), layers.LSTM(128), layers.Dense(10)]
    )


def cnn_attention():
    image = layers.Input((32, 32, 3))
    x = layers.Conv2D(64, 3, padding="same", activation="relu")(image)
    x = layers.Conv2D(128, 3, padding="same", activation="relu")(layers.MaxPooling2D(2)(x))
    x = layers.Reshape((256, 128))(x)
    x = layers.GlobalAveragePooling1D()(layers.MultiHeadAttention(4, 32)(x, x))
    return keras.Model(image, layers.Dense(10)(x))


class Positions(layers.Layer):
    """Adds a learned row to each place."""

    def build(self, shape):
        self.table = self.add_weight(shape=shape[1:], initializer="glorot_uniform")

    def call(self, x):
        return x + self.table


def gpt():
    text = layers.Input((128,), dtype="int32")
    x = Positions()(layers.Embedding(128, 128)(text))
    for _ in range(4):
        n = layers.LayerNormalization()(x)
        x = layers.Add()([x, layers.MultiHeadAttention(4, 32)(n, n, use_causal_mask=True)])
        n = layers.Dense(512, activation=lambda y: keras.activations.gelu(y, approximate=True))(layers.LayerNormalization()(x))
        x = layers.Add()([x, layers.Dense(128)(n)])
    return keras.Model(text, layers.Dense(128, use_bias=False)(layers.LayerNormalization()(x)))


def floats(*shape):
    return random.standard_normal(shape).astype("float32")


def labels(n):
    return random.integers(0, 10, n).astype("int32")


def tokens(*shape):
    return random.integers(0, 128, shape).astype("int32")


def adam():
    return keras.optimizers.Adam(1e-3)


def sgd():
    return keras.optimizers.SGD(0.01, momentum=0.9)


def cross_entropy():
    return keras.losses.SparseCategoricalCrossentropy(from_logits=True)


CASES = {
    "mlp_b32": (mlp, lambda: (floats(32, 20), floats(32, 1)), keras.losses.MeanSquaredError, sgd),
    "mnist_cnn_b64": (mnist_cnn, lambda: (floats(64, 28, 28, 1), labels(64)), cross_entropy, adam),
    "residual_cnn_b32": (residual_cnn, lambda: (floats(32, 32, 32, 3), labels(32)), cross_entropy, sgd),
    "cnn_lstm_b4t16": (cnn_lstm, lambda: (floats(4, 16, 64, 64, 3), labels(4)), cross_entropy, adam),
    "lstm_b32t50": (lstm, lambda: (floats(32, 50, 64), labels(32)), cross_entropy, adam),
    "cnn_attention_b4": (cnn_attention, lambda: (floats(4, 32, 32, 3), labels(4)), cross_entropy, adam),
    "gpt_b8n128": (gpt, lambda: (tokens(8, 128), tokens(8, 128)), cross_entropy, adam),
}


def on_jax(model, loss_function, optimizer, x, y):
    """Calls of one training step, and of a prediction."""
    x, y = jax.numpy.asarray(x), jax.numpy.asarray(y)

    def loss_of(trainable, other, x, y):
        outputs, other = model.stateless_call(trainable, other, x, training=True)
        return loss_function(y, outputs), other

    def step_of(variables, x, y):
        trainable, other, state = variables
        (loss, other), gradients = jax.value_and_grad(loss_of, has_aux=True)(trainable, other, x, y)
        trainable, state = optimizer.stateless_apply(state, gradients, trainable)
        return loss, (trainable, other, state)

    # Copies: a step consumes the variables that it is given, and `train_on_batch` those of the model.
    def copies(variables):
        return [jax.numpy.array(v.value) for v in variables]

    groups = model.trainable_variables, model.non_trainable_variables, optimizer.variables
    variables = tuple(copies(group) for group in groups)
    compiled = jax.jit(step_of, donate_argnums=0)
    box = [variables]

    def train():
        loss, box[0] = compiled(box[0], x, y)
        jax.block_until_ready(box[0])
        return float(loss)

    trainable, other = copies(groups[0]), copies(groups[1])
    predict = jax.jit(lambda trainable, other, x: model.stateless_call(trainable, other, x, training=False)[0])
    one = x[:1]
    return (
        train,
        lambda: predict(trainable, other, x).block_until_ready(),
        lambda: predict(trainable, other, one).block_until_ready(),
    )


def on_tensorflow(model, loss_function, optimizer, x, y):
    """Calls of one training step, and of a prediction."""
    x, y = tf.constant(x), tf.constant(y)

    @tf.function(jit_compile=True)
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_function(y, model(x, training=True))
        optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        return loss

    predict = tf.function(lambda x: model(x, training=False), jit_compile=True)
    one = x[:1]
    return lambda: float(step(x, y)), lambda: predict(x).numpy(), lambda: predict(one).numpy()


def median(call, seconds):
    for _ in range(4):
        call()
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return 1e3 * statistics.median(times)


def main():
    print(f"# Keras {keras.__version__} on {BACKEND}, {options.threads} thread(s)", flush=True)
    for name, (model_of, data, loss_of, optimizer_of) in CASES.items():
        if options.only and name not in options.only.split(","):
            continue
        model, optimizer = model_of(), optimizer_of()
        optimizer.build(model.trainable_variables)
        x, y = data()
        train, infer, infer_one = (on_jax if BACKEND == "jax" else on_tensorflow)(model, loss_of(), optimizer, x, y)
        if options.on_batch:
            model.compile(optimizer=optimizer_of(), loss=loss_of(), jit_compile=True)
            train = lambda: float(model.train_on_batch(x, y))
        calls = train, infer, infer_one
        for mode, call in zip(("train", "infer", "infer1"), calls):
            print(f"{name} {mode} {median(call, options.seconds):.4f}", flush=True)


if __name__ == "__main__":
    main()
