"""PyTorch's side of the kernels: torch.mm (which is MKL on Intel's and AMD's processors), torch.bmm and convolutions.

usage: torch_kernels.py [--threads N] [--seconds S] SHAPES > kernels.txt
SHAPES is what `io.lamina.benchmarks.Kernels --shapes` printed: lines of `key = operations`.
Prints lines of `key = GFLOP/s net`: from the median of samples, each of as many calls as take 20 microseconds. Net is without the time
that the smallest call takes, which is Python's and the dispatcher's.
"""
import argparse
import statistics
import time

import memory
import torch
import torch.nn.functional as F


def matrices(kind, m, n, k, batch):
    """A product of matrices; transposed operands lie in memory the other way round."""
    a = torch.rand((batch, k, m) if kind == "tn" else (batch, m, k)) - 0.5
    b = torch.rand((batch, n, k) if kind == "nt" else (batch, k, n)) - 0.5
    c = torch.empty(batch, m, n)
    a = a.transpose(1, 2) if kind == "tn" else a
    b = b.transpose(1, 2) if kind == "nt" else b
    if batch > 1:
        return lambda: torch.bmm(a, b, out=c)
    a, b, c = a[0], b[0], c[0]
    return lambda: torch.mm(a, b, out=c)


def convolution(kind, n, side, channels, filters, kernel, stride, pad):
    """A convolution, or one of its gradients, of square images."""
    x = torch.rand(n, channels, side, side) - 0.5
    w = torch.rand(filters, channels, kernel, kernel) - 0.5
    b = torch.rand(filters)
    dy = torch.rand_like(F.conv2d(x, w, b, stride, pad))

    def gradient(of_x, of_w):
        mask = [of_x, of_w, False]
        return lambda: torch.ops.aten.convolution_backward(
            dy, x, w, [filters], [stride] * 2, [pad] * 2, [1, 1], False, [0, 0], 1, mask
        )

    def added_gradient():
        """The images' gradient, added to one from elsewhere."""
        total = torch.rand_like(x)
        by_images = gradient(True, False)
        return lambda: total.add_(by_images()[0])

    def pooled_gradient():
        """The weights' gradient from that by the maxima of a 2x2 pool."""
        maxima, places = F.max_pool2d(torch.rand_like(dy), 2, return_indices=True)
        by_maxima = torch.rand_like(maxima)
        mask = [False, True, False]

        def call():
            by_results = torch.ops.aten.max_pool2d_with_indices_backward(
                by_maxima, dy, [2, 2], [2, 2], [0, 0], [1, 1], False, places
            )
            return torch.ops.aten.convolution_backward(
                by_results, x, w, [filters], [stride] * 2, [pad] * 2, [1, 1], False, [0, 0], 1, mask
            )

        return call

    if kind == "conv2d_weight_gradient_pooled":
        return pooled_gradient()
    if kind == "conv2d_input_gradient_added":
        return added_gradient()
    calls = {
        "conv2d_forward": lambda: F.relu_(F.conv2d(x, w, b, stride, pad)),
        "conv2d_forward_normed": lambda: F.conv2d(x, w, None, stride, pad),
        "conv2d_forward_pooled": lambda: F.max_pool2d(F.relu_(F.conv2d(x, w, b, stride, pad)), 2),
        "conv2d_input_gradient": gradient(True, False),
        "conv2d_weight_gradient": gradient(False, True),
    }
    return calls[kind]


def median(call, seconds):
    """Seconds of one call."""
    for _ in range(3):
        call()
    start = time.perf_counter()
    call()
    calls = max(1, int(20e-6 / max(time.perf_counter() - start, 1e-9)))
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        for _ in range(calls):
            call()
        times.append((time.perf_counter() - start) / calls)
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("shapes")
    options = parser.parse_args()
    memory.keep_freed()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    print(f"# PyTorch {torch.__version__}, {options.threads} thread(s)", flush=True)
    with torch.inference_mode(), open(options.shapes) as lines:
        overhead = median(matrices("nn", 1, 1, 1, 1), options.seconds)
        for line in lines:
            key, operations = line.strip().split(" = ")
            kind, *sizes = key.split()
            make = convolution if kind.startswith("conv2d") else matrices
            took = median(make(kind, *map(int, sizes)), options.seconds)
            gross = float(operations) / took / 1e9
            net = float(operations) / max(took - overhead, 0.1 * took) / 1e9
            print(f"{key} = {gross:.2f} {net:.2f}", flush=True)


if __name__ == "__main__":
    main()
