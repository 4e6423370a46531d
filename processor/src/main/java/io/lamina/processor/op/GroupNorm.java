package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = gamma (x - mean) inverse + beta} with mean and {@code inverse = 1 / sqrt(variance + epsilon)} over the places and the
 * channels of a group: inputs x[..., places, C], gamma[C], beta[C]. Results: y, and mean and inverse [..., groups].
 *
 * @param places how many dimensions in front of the channels are one image's
 */
public record GroupNorm(int groups, int places, float epsilon) implements Primitive {
    @Override
    public String name() {
        return "group_norm";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        TensorType x = inputs.get(0);
        TensorType statistic = TensorType.f32(lead(x, places).append(Shape.of(groups)));
        return List.of(x, statistic, statistic);
    }

    private static Shape lead(TensorType x, int places) {
        return x.shape().leading(places + 1);
    }

    @Override
    public boolean mayOverwrite(int result, int input) {
        return result == 0 && input == 0;
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> {
            List<Value> shares = b.makeAll(new Gradient(this), dy, b.input(0), b.result(1), b.result(2), b.input(1));
            if (b.needs(0)) {
                b.give(0, shares.get(0));
            }
            for (int i = 1; i <= 2; i++) {
                if (b.needs(i)) {
                    b.give(i, b.make(new Arithmetic.SumRows(b.type(i)), shares.get(i)));
                }
            }
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        TensorType x = inputs.get(0);
        List<KernelCall.Argument> arguments = new ArrayList<>();
        arguments.add(KernelCall.result(0));
        arguments.add(new KernelCall.Argument.OptionalResult(1));
        arguments.add(new KernelCall.Argument.OptionalResult(2));
        arguments.add(KernelCall.input(0));
        arguments.add(KernelCall.input(1));
        arguments.add(KernelCall.input(2));
        arguments.add(KernelScratch.groupNorm(x.shape().dim(-1)));
        arguments.addAll(sizes(x));
        arguments.add(KernelCall.real(epsilon));
        return List.of(KernelCall.of("GroupNormKernels", "forward", arguments.toArray(KernelCall.Argument[]::new))
                .bySample());
    }

    private List<KernelCall.Argument> sizes(TensorType x) {
        return List.of(
                KernelCall.size(lead(x, places).size()),
                KernelCall.size(x.shape().leading(1).trailing(places).size()),
                KernelCall.size(x.shape().dim(-1)),
                KernelCall.size(Dim.of(groups)));
    }

    /** The group's place among all groups of all samples that an element of x belongs to. */
    private int group(int i, int c, int plane) {
        return i / plane * groups + i % c / (c / groups);
    }

    private int plane(Reference r, TensorType x) {
        return r.size(x.shape().trailing(places + 1).size());
    }

    @Override
    public void reference(Reference r) {
        double[] x = r.input(0);
        int c = r.input(1).length;
        int plane = plane(r, r.inputType(0));
        double[] mean = r.result(1);
        double[] inverse = r.result(2);
        for (int i = 0; i < x.length; i++) {
            mean[group(i, c, plane)] += x[i] * groups / plane;
        }
        for (int i = 0; i < x.length; i++) {
            double d = x[i] - mean[group(i, c, plane)];
            inverse[group(i, c, plane)] += d * d * groups / plane;
        }
        for (int k = 0; k < inverse.length; k++) {
            inverse[k] = 1 / Math.sqrt(inverse[k] + epsilon);
        }
        for (int i = 0; i < x.length; i++) {
            int k = group(i, c, plane);
            r.result(0)[i] = r.input(1)[i % c] * (x[i] - mean[k]) * inverse[k] + r.input(2)[i % c];
        }
    }

    /**
     * Inputs: dy, x, mean, inverse, gamma. Results: dx, and what each sample adds to dgamma and to dbeta, {@code [..., C]}.
     */
    public record Gradient(GroupNorm norm) implements Primitive {
        @Override
        public String name() {
            return "group_norm_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            TensorType x = inputs.get(1);
            TensorType shares =
                    TensorType.f32(lead(x, norm.places).append(inputs.get(4).shape()));
            return List.of(x, shares, shares);
        }

        @Override
        public boolean mayOverwrite(int result, int input) {
            return result == 0 && input <= 1;
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            List<KernelCall.Argument> arguments = new ArrayList<>();
            for (int k = 0; k < 3; k++) {
                arguments.add(new KernelCall.Argument.OptionalResult(k));
            }
            for (int i = 0; i < inputs.size(); i++) {
                arguments.add(KernelCall.input(i));
            }
            arguments.add(KernelScratch.groupNormGradient(inputs.get(1).shape().dim(-1)));
            arguments.addAll(norm.sizes(inputs.get(1)));
            return List.of(KernelCall.of("GroupNormKernels", "backward", arguments.toArray(KernelCall.Argument[]::new))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            double[] x = r.input(1);
            int c = r.input(4).length;
            int plane = norm.plane(r, r.inputType(1));
            double[] sums = new double[r.input(2).length];
            double[] products = new double[r.input(2).length];
            for (int i = 0; i < x.length; i++) {
                int k = norm.group(i, c, plane);
                double normal = (x[i] - r.input(2)[k]) * r.input(3)[k];
                double g = r.input(0)[i] * r.input(4)[i % c];
                sums[k] += g * norm.groups / plane;
                products[k] += g * normal * norm.groups / plane;
                r.result(1)[i / plane * c + i % c] += r.input(0)[i] * normal;
                r.result(2)[i / plane * c + i % c] += r.input(0)[i];
            }
            for (int i = 0; i < x.length; i++) {
                int k = norm.group(i, c, plane);
                double normal = (x[i] - r.input(2)[k]) * r.input(3)[k];
                double g = r.input(0)[i] * r.input(4)[i % c];
                r.result(0)[i] = r.input(3)[k] * (g - sums[k] - normal * products[k]);
            }
        }
    }
}
