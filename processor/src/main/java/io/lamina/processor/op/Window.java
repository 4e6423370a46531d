package io.lamina.processor.op;

import io.lamina.Convention;
import io.lamina.Padding;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The attributes that say how a window moves, as a convolution or a pooling layer has them.
 *
 * @param kernelName the attribute that holds the window's size
 * @param dims 2 for images, 1 for sequences, which are images of height 1 here
 */
record Window(Attributes attributes, String kernelName, int dims) {
    /** Height and width. */
    private int[] pair(String attribute) {
        List<Integer> values = attributes.integers(attribute);
        return new int[] {dims == 1 ? 1 : values.get(0), values.get(values.size() - 1)};
    }

    private boolean has(String attribute) {
        return !attribute.equals("dilation") || attributes.has(attribute);
    }

    /** The window's size in each dimension. */
    List<Integer> kernel() {
        int[] size = pair(kernelName);
        return dims == 1 ? List.of(size[1]) : List.of(size[0], size[1]);
    }

    /** Places under the window. */
    int taps() {
        int[] size = pair(kernelName);
        return size[0] * size[1];
    }

    private static String shown(List<Integer> numbers) {
        return numbers.size() == 1
                ? numbers.get(0).toString()
                : numbers.toString().replace('[', '{').replace(']', '}');
    }

    private static String shown(String attribute) {
        return attribute.equals("value") ? "size" : attribute;
    }

    /** Reports sizes that are no sizes. Returns whether {@link #fit} may be called. */
    boolean check(NodeReport report) {
        boolean fine = true;
        for (String attribute : List.of(kernelName, "stride", "dilation")) {
            if (!has(attribute)) {
                continue;
            }
            List<Integer> values = attributes.integers(attribute);
            boolean byDefault = values.isEmpty() && attribute.equals("stride");
            if (!byDefault && (values.isEmpty() || values.size() > dims)) {
                report.problem(
                        Code.InvalidAttribute,
                        attribute,
                        shown(attribute) + " has " + values.size() + " numbers, but needs one"
                                + (dims == 1 ? "" : " or {height, width}"),
                        "Write " + shown(attribute) + " = 3"
                                + (dims == 1 ? "." : " or " + shown(attribute) + " = {3, 5}."));
                fine = false;
            }
            for (int value : values) {
                Checks.positive(report, attribute, shown(attribute), value);
                fine &= value >= 1;
            }
        }
        boolean paddingFits = checkPadding(report);
        return fine && paddingFits;
    }

    private boolean checkPadding(NodeReport report) {
        List<Integer> pad = attributes.integers("pad");
        if (is(Padding.CAUSAL) && !attributes.name().equals("Conv1d")) {
            report.problem(
                    Code.InvalidAttribute,
                    "padding",
                    "padding = CAUSAL is of @Conv1d alone",
                    dims == 1 ? "Use VALID or SAME." : "An image has no past: use VALID or SAME.");
            return false;
        }
        if (pad.isEmpty()) {
            return true;
        }
        if (attributes.isGiven("padding")) {
            report.problem(
                    Code.ConflictingAttributes,
                    "pad",
                    "both padding and pad are given, but they say the same thing twice",
                    "Keep pad for numbers, or padding for VALID or SAME.");
            return false;
        }
        if (dims == 1 && (pad.size() > 2 || pad.stream().anyMatch(p -> p < 0))) {
            report.problem(
                    Code.InvalidAttribute,
                    "pad",
                    "pad is " + shown(pad) + ", but needs one or two numbers of 0 or more",
                    "Write pad = 1 or pad = {before, behind}.");
            return false;
        }
        if (pad.size() == 3 || pad.size() > 4 || pad.stream().anyMatch(p -> p < 0)) {
            report.problem(
                    Code.InvalidAttribute,
                    "pad",
                    "pad is " + shown(pad) + ", but needs one, two or four numbers of 0 or more",
                    "Write pad = 1, pad = {height, width} or pad = {top, bottom, left, right}.");
            return false;
        }
        return true;
    }

    /** Whether padding goes by this rule. */
    boolean is(Padding rule) {
        return attributes.integers("pad").isEmpty() && attributes.constant("padding", Padding.class) == rule;
    }

    /** Reports padding by rule where the step is not 1: PyTorch has no rule for that. */
    void refuseSameWithStride(Convention convention, NodeReport report) {
        int[] stride = stride();
        if (convention == Convention.TORCH && is(Padding.SAME) && (stride[0] != 1 || stride[1] != 1)) {
            report.problem(
                    Code.SamePaddingWithStride,
                    "padding",
                    "padding = SAME with a stride above 1 has no meaning in PyTorch, whose convention this model follows",
                    "Give the padding in numbers, such as pad = 1.");
        }
    }

    int[] stride() {
        return attributes.integers("stride").isEmpty() ? pair(kernelName) : pair("stride");
    }

    int[] dilation() {
        return has("dilation") ? pair("dilation") : new int[] {1, 1};
    }

    /**
     * Decides the padding for an input with channels last, and reports a window that is larger than what it moves over.
     */
    Optional<Spatial> fit(Inputs in, Shape channelsLast, NodeReport report) {
        Dim width = channelsLast.dim(-2);
        if (is(Padding.SAME) && !width.floorDiv(stride()[1]).times(stride()[1]).equals(width) && !width.isConstant()) {
            report.inputProblem(
                    Code.SymbolicSize,
                    0,
                    "padding = SAME with a stride of " + stride()[1]
                            + " needs a length that is a multiple of it, but it is " + width + " in " + in.described(0),
                    "Say so in the @Input, such as \"T%" + stride()[1] + "\", or give the padding in numbers.");
            return Optional.empty();
        }
        Spatial window = decided(channelsLast);
        if (!width.isConstant()) {
            return fitsShortest(in, width, window, report) ? Optional.of(window) : Optional.empty();
        }
        boolean fits = window.outHeight(channelsLast.dim(-3).asInt()) >= 1 && window.outWidth(width.asInt()) >= 1;
        if (!fits) {
            reportTooLarge(in, channelsLast, window, report);
            return Optional.empty();
        }
        return Optional.of(window);
    }

    /** Whether a window fits a length that is known at run time only, however short it may be. */
    private boolean fitsShortest(Inputs in, Dim length, Spatial window, NodeReport report) {
        long least = in.symbols().least(length);
        if (window.outWidth((int) least) >= 1) {
            return true;
        }
        report.problem(
                Code.KernelTooLarge,
                kernelName,
                (kernelName.equals("kernel") ? "kernel " : "window ") + window.extentWidth()
                        + " does not fit its input " + in.name(0) + ", whose length " + length + " may be only "
                        + least,
                "Bound it in the @Input, such as \"" + window.extentWidth() + "<=T\", or use padding = SAME.");
        return false;
    }

    /** The window with its padding in numbers, for an input with channels last. */
    Spatial decided(Shape channelsLast) {
        int[] kernel = pair(kernelName);
        int[] stride = stride();
        int[] dilation = dilation();
        Dim width = channelsLast.dim(-2);
        // Of a symbolic width SAME needs to know only that it is a multiple of the stride.
        int shown = width.isConstant() ? width.asInt() : stride[1] * dilation[1] * kernel[1];
        int[] pad = padding(channelsLast.dim(-3).asInt(), shown, kernel, stride, dilation);
        return new Spatial(
                kernel[0], kernel[1], stride[0], stride[1], pad[0], pad[1], pad[2], pad[3], dilation[0], dilation[1]);
    }

    private int[] padding(int height, int width, int[] kernel, int[] stride, int[] dilation) {
        int before = dilation[1] * (kernel[1] - 1);
        if (is(Padding.CAUSAL)) {
            return new int[] {0, 0, before, 0};
        }
        if (is(Padding.SAME)) {
            int[] rows = same(height, dilation[0] * (kernel[0] - 1) + 1, stride[0]);
            int[] columns = same(width, before + 1, stride[1]);
            return new int[] {rows[0], rows[1], columns[0], columns[1]};
        }
        return pad();
    }

    /** The padding in numbers: top, bottom, left, right. */
    int[] pad() {
        List<Integer> pad = attributes.integers("pad");
        if (pad.isEmpty()) {
            return new int[4];
        }
        if (dims == 1) {
            return new int[] {0, 0, pad.get(0), pad.get(pad.size() - 1)};
        }
        return switch (pad.size()) {
            case 1 -> new int[] {pad.get(0), pad.get(0), pad.get(0), pad.get(0)};
            case 2 -> new int[] {pad.get(0), pad.get(0), pad.get(1), pad.get(1)};
            default -> new int[] {pad.get(0), pad.get(1), pad.get(2), pad.get(3)};
        };
    }

    /** Padding before and behind such that {@code ceil(size / stride)} windows fit; the odd one goes behind. */
    private static int[] same(int size, int extent, int stride) {
        int windows = (size + stride - 1) / stride;
        int missing = Math.max(0, (windows - 1) * stride + extent - size);
        return new int[] {missing / 2, missing - missing / 2};
    }

    private String size(int height, int width) {
        return dims == 1 ? Integer.toString(width) : Checks.by(height, width);
    }

    private void reportTooLarge(Inputs in, Shape channelsLast, Spatial window, NodeReport report) {
        String dilated = window.extentHeight() == window.kernelHeight() && window.extentWidth() == window.kernelWidth()
                ? ""
                : ", " + size(window.extentHeight(), window.extentWidth()) + " with its dilation,";
        int width = channelsLast.dim(-2).asInt();
        int room = dims == 1 ? width : Math.min(channelsLast.dim(-3).asInt(), width);
        boolean kernel = kernelName.equals("kernel");
        String remedy = !dilated.isEmpty()
                ? "Use a smaller kernel or dilation, or padding = SAME."
                : "Use a " + (kernel ? "kernel" : "size") + " of " + room + " or less, or padding = SAME.";
        report.sizeProblem(
                Code.KernelTooLarge,
                kernelName,
                (kernel ? "kernel " : "window ") + size(window.kernelHeight(), window.kernelWidth()) + dilated
                        + " does not fit its input " + in.name(0) + ", which is only "
                        + (dims == 1 ? channelsLast.dim(-2).toString() : Checks.plane(channelsLast))
                        + (window.isPadded() ? " before padding" : ""),
                size(
                        window.extentHeight() - window.padTop() - window.padBottom(),
                        window.extentWidth() - window.padLeft() - window.padRight()),
                remedy);
    }
}
