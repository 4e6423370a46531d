"""PyTorch's side of the comparison: the benchmark cases' training step and inference, timed.

usage: torch_cases.py [--threads N] [--compile] [--channels-last] [--only NAME,...] [--seconds S] > torch.txt
--compile runs the models through torch.compile, --channels-last stores images and weights channels last.
Prints lines of `case mode milliseconds`: medians over single steps after warm-up.
"""
import argparse
import statistics
import time

import memory
import torch
import torch.nn as nn
import torch.nn.functional as F


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(20, 50)
        self.fc2 = nn.Linear(50, 1)

    def forward(self, x):
        return self.fc2(F.relu(self.fc1(x)))


class MnistCnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3)
        self.conv2 = nn.Conv2d(32, 64, 3)
        self.hidden = nn.Linear(1600, 128)
        self.kept = nn.Dropout(0.5)
        self.logits = nn.Linear(128, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.logits(self.kept(F.relu(self.hidden(x.flatten(1)))))


class ResidualCnn(nn.Module):
    def __init__(self):
        super().__init__()
        conv = lambda i, o, s=1: nn.Conv2d(i, o, 3, stride=s, padding=1, bias=False)
        self.conv0, self.norm0 = conv(3, 32), nn.BatchNorm2d(32)
        self.conv1, self.norm1 = conv(32, 32), nn.BatchNorm2d(32)
        self.conv2, self.norm2 = conv(32, 32), nn.BatchNorm2d(32)
        self.conv3, self.norm3 = conv(32, 64, 2), nn.BatchNorm2d(64)
        self.conv4, self.norm4 = conv(64, 64), nn.BatchNorm2d(64)
        self.shortcut, self.shortcut_norm = nn.Conv2d(32, 64, 1, stride=2, bias=False), nn.BatchNorm2d(64)
        self.logits = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.norm0(self.conv0(x)))
        y = F.relu(self.norm1(self.conv1(x)))
        x = F.relu(self.norm2(self.conv2(y)) + x)
        y = F.relu(self.norm3(self.conv3(x)))
        x = F.relu(self.norm4(self.conv4(y)) + self.shortcut_norm(self.shortcut(x)))
        return self.logits(x.mean((2, 3)))


class CnnLstm(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.features = nn.Linear(64, 128)
        self.lstm = nn.LSTM(128, 64, batch_first=True)
        self.logits = nn.Linear(64, 10)

    def forward(self, video):
        x = F.max_pool2d(F.relu(self.conv1(video.flatten(0, 1))), 2)
        x = F.relu(self.conv2(x)).mean((2, 3))
        x = self.features(x).unflatten(0, video.shape[:2])
        return self.logits(self.lstm(x)[0][:, -1])


class LstmClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(64, 128, num_layers=2, batch_first=True)
        self.logits = nn.Linear(128, 10)

    def forward(self, x):
        return self.logits(self.lstm(x)[0][:, -1])


class CnnAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 3, padding=1)
        self.conv2 = nn.Conv2d(64, 128, 3, padding=1)
        self.mixed = nn.MultiheadAttention(128, 4, batch_first=True)
        self.logits = nn.Linear(128, 10)

    def forward(self, x):
        x = F.relu(self.conv2(F.max_pool2d(F.relu(self.conv1(x)), 2)))
        x = x.flatten(2).transpose(1, 2)
        return self.logits(self.mixed(x, x, x, need_weights=False)[0].mean(1))


class GptBlock(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.in_proj, self.out_proj = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        q, k, v = self.in_proj(self.norm1(x)).unflatten(2, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out_proj(seen.transpose(1, 2).flatten(2))
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))


class Gpt(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedded, self.placed = nn.Embedding(128, 128), nn.Embedding(128, 128)
        self.body = nn.Sequential(*(GptBlock(128, 4) for _ in range(4)))
        self.norm = nn.LayerNorm(128)
        self.logits = nn.Linear(128, 128, bias=False)

    def forward(self, text):
        x = self.embedded(text) + self.placed.weight[: text.shape[1]]
        return self.logits(self.norm(self.body(x))).flatten(0, 1)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=1e-3)


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.01, momentum=0.9)


CASES = {
    "mlp_b32": (Mlp, lambda: (torch.randn(32, 20), torch.randn(32, 1)), F.mse_loss, sgd),
    "mnist_cnn_b64": (MnistCnn, lambda: (torch.randn(64, 1, 28, 28), torch.randint(10, (64,))), F.cross_entropy, adam),
    "residual_cnn_b32": (
        ResidualCnn,
        lambda: (torch.randn(32, 3, 32, 32), torch.randint(10, (32,))),
        F.cross_entropy,
        sgd,
    ),
    "cnn_lstm_b4t16": (
        CnnLstm,
        lambda: (torch.randn(4, 16, 3, 64, 64), torch.randint(10, (4,))),
        F.cross_entropy,
        adam,
    ),
    "lstm_b32t50": (
        LstmClassifier,
        lambda: (torch.randn(32, 50, 64), torch.randint(10, (32,))),
        F.cross_entropy,
        adam,
    ),
    "cnn_attention_b4": (
        CnnAttention,
        lambda: (torch.randn(4, 3, 32, 32), torch.randint(10, (4,))),
        F.cross_entropy,
        adam,
    ),
    "gpt_b8n128": (
        Gpt,
        lambda: (torch.randint(128, (8, 128)), torch.randint(128, (8 * 128,))),
        F.cross_entropy,
        adam,
    ),
}


def median(call, seconds):
    for _ in range(3):
        call()
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return 1e3 * statistics.median(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args()
    memory.keep_freed()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    kind = "compiled" if options.compile else "eager"
    print(f"# PyTorch {torch.__version__}, {kind}, {options.threads} thread(s)", flush=True)
    for name, (module, data, loss_function, optimizer_of) in CASES.items():
        if options.only and name not in options.only.split(","):
            continue
        model = module()
        optimizer = optimizer_of(model.parameters())
        x, y = data()
        if options.channels_last and x.dim() == 4:
            model, x = model.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
        net = torch.compile(model) if options.compile else model

        def step():
            optimizer.zero_grad(set_to_none=True)
            loss_function(net(x), y).backward()
            optimizer.step()

        print(f"{name} train {median(step, options.seconds):.4f}", flush=True)
        model.eval()
        with torch.inference_mode():
            print(f"{name} infer {median(lambda: net(x), options.seconds):.4f}", flush=True)
            one = x[:1]
            print(f"{name} infer1 {median(lambda: net(one), options.seconds):.4f}", flush=True)


if __name__ == "__main__":
    main()
