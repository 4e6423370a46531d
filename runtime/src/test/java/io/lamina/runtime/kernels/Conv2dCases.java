package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;

import java.util.List;

/** The convolutions that the tests try, and what they should give, by loops over every tap of every pixel in double. */
final class Conv2dCases {
    private Conv2dCases() {}

    /** Every output pixel with every tap that lies inside its image, as offsets of pixels and of the tap's weights. */
    interface Visitor {
        void visit(int x, int y, int w);
    }

    static List<Conv2dGeometry> all() {
        return List.of(
                // image, channels in and out, kernel, strides, padding top left bottom right, dilations, groups
                of(5, 7, 1, 8, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1),
                of(9, 8, 3, 13, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                of(6, 11, 4, 33, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1),
                of(8, 9, 16, 16, 5, 3, 1, 1, 2, 1, 2, 1, 1, 1, 1),
                of(7, 7, 6, 25, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
                of(7, 6, 5, 12, 1, 1, 2, 2, 0, 0, 0, 0, 1, 1, 1),
                of(9, 11, 2, 6, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),
                of(10, 9, 3, 70, 4, 4, 3, 2, 1, 1, 2, 2, 1, 1, 1),
                of(9, 9, 2, 4, 3, 3, 1, 1, 2, 2, 2, 2, 2, 2, 1),
                of(11, 10, 3, 5, 3, 2, 2, 3, 1, 2, 1, 1, 2, 3, 1),
                of(8, 8, 4, 6, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 2),
                of(7, 8, 6, 66, 3, 3, 2, 1, 1, 1, 1, 1, 1, 2, 3),
                of(8, 7, 33, 33, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 33),
                of(9, 9, 8, 8, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 8),
                of(6, 6, 4, 12, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 4),
                of(2, 2, 3, 8, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                of(1, 1, 13, 10, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
                of(4, 4, 2, 6, 3, 3, 1, 1, 4, 4, 3, 3, 1, 1, 1),
                // strides over whole vectors of channels and parts of them: phases of several taps, of one, and of none
                of(12, 10, 32, 16, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),
                of(9, 11, 20, 37, 4, 5, 2, 3, 1, 2, 2, 2, 1, 1, 1),
                of(11, 10, 9, 6, 1, 2, 3, 4, 0, 1, 2, 3, 1, 1, 1),
                of(13, 12, 16, 24, 1, 1, 2, 2, 0, 0, 0, 0, 1, 1, 1),
                of(9, 12, 33, 20, 3, 2, 2, 2, 2, 1, 1, 1, 2, 2, 1),
                of(10, 8, 24, 40, 2, 2, 2, 2, 0, 0, 0, 0, 1, 1, 2),
                of(2, 3, 12, 8, 2, 3, 3, 4, 1, 2, 1, 2, 1, 1, 1),
                of(5, 1, 18, 7, 1, 1, 2, 3, 1, 1, 2, 1, 1, 1, 1),
                of(24, 3, 8, 16, 5, 3, 2, 1, 4, 3, 4, 3, 1, 1, 1),
                // single taps that skip pixels: dozens of rows, padding, groups, outputs that see no pixel
                of(27, 6, 32, 20, 1, 1, 2, 2, 0, 0, 0, 0, 1, 1, 1),
                of(8, 11, 24, 36, 1, 1, 3, 2, 0, 1, 1, 2, 1, 1, 2),
                of(3, 4, 16, 9, 1, 1, 1, 1, 2, 3, 1, 2, 1, 1, 1),
                of(4, 70, 40, 16, 1, 1, 2, 1, 0, 0, 0, 0, 1, 1, 1),
                // windows that lie beside the image, and reach beyond both its edges
                of(4, 2, 18, 6, 3, 4, 1, 1, 4, 5, 3, 5, 1, 1, 1),
                // kernel rows that share input rows, of all of an image or of parts; and so many terms that they go one
                // by one
                of(21, 20, 16, 24, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),
                of(14, 12, 17, 9, 5, 3, 1, 1, 2, 0, 2, 0, 1, 1, 1),
                of(26, 13, 32, 12, 3, 2, 2, 1, 0, 1, 1, 0, 1, 1, 2),
                of(40, 30, 16, 8, 3, 3, 1, 1, 1, 1, 1, 1, 1, 2, 1),
                of(6, 5, 80, 6, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                // few channels, rows of at least a dozen pixels
                of(7, 14, 1, 16, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1),
                of(6, 13, 3, 33, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                of(9, 20, 2, 40, 5, 4, 1, 1, 2, 1, 2, 2, 1, 1, 1),
                of(3, 11, 4, 17, 2, 3, 1, 1, 0, 2, 1, 3, 1, 1, 1),
                of(2, 10, 1, 24, 3, 3, 1, 1, 3, 3, 3, 3, 1, 1, 1),
                of(30, 26, 1, 64, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                of(10, 15, 1, 96, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1),
                of(9, 12, 1, 48, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                of(9, 14, 3, 48, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                of(7, 13, 2, 32, 3, 3, 1, 1, 0, 1, 1, 0, 1, 1, 1),
                of(8, 16, 4, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                of(8, 17, 1, 20, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1),
                of(7, 238, 3, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    }

    static Conv2dGeometry of(
            int inH,
            int inW,
            int inC,
            int outC,
            int kH,
            int kW,
            int sH,
            int sW,
            int pT,
            int pL,
            int pB,
            int pR,
            int dH,
            int dW,
            int groups) {
        int outH = (inH + pT + pB - (kH - 1) * dH - 1) / sH + 1;
        int outW = (inW + pL + pR - (kW - 1) * dW - 1) / sW + 1;
        return new Conv2dGeometry(inH, inW, inC, outH, outW, outC, kH, kW, sH, sW, pT, pL, dH, dW, groups);
    }

    static String name(int n, Conv2dGeometry g) {
        return n + " images " + g.inH + "x" + g.inW + "x" + g.inC + " -> " + g.outH + "x" + g.outW + "x" + g.outC
                + ", kernel " + g.kH + "x" + g.kW + ", stride " + g.strideH + "x" + g.strideW + ", pad " + g.padTop
                + ","
                + g.padLeft + ", dilation " + g.dilationH + "x" + g.dilationW + ", groups " + g.groups;
    }

    static double[] forward(float[] x, float[] w, float[] b, int n, Conv2dGeometry g) {
        double[] y = new double[n * g.outH * g.outW * g.outC];
        for (int i = 0; i < y.length; i++) {
            y[i] = b[OFFSET + i % g.outC];
        }
        visit(n, g, (xi, yi, wi) -> y[yi] += (double) x[OFFSET + xi] * w[OFFSET + wi]);
        return y;
    }

    static double[] inputGradient(float[] dy, float[] w, int n, Conv2dGeometry g) {
        double[] dx = new double[n * g.inH * g.inW * g.inC];
        visit(n, g, (xi, yi, wi) -> dx[xi] += (double) dy[OFFSET + yi] * w[OFFSET + wi]);
        return dx;
    }

    static double[] weightGradient(float[] x, float[] dy, int n, Conv2dGeometry g) {
        double[] dw = new double[g.kH * g.kW * (g.inC / g.groups) * g.outC];
        visit(n, g, (xi, yi, wi) -> dw[wi] += (double) x[OFFSET + xi] * dy[OFFSET + yi]);
        return dw;
    }

    private static void visit(int n, Conv2dGeometry g, Visitor visitor) {
        for (int i = 0; i < n; i++) {
            for (int oh = 0; oh < g.outH; oh++) {
                for (int ow = 0; ow < g.outW; ow++) {
                    for (int kh = 0; kh < g.kH; kh++) {
                        for (int kw = 0; kw < g.kW; kw++) {
                            int ih = oh * g.strideH - g.padTop + kh * g.dilationH;
                            int iw = ow * g.strideW - g.padLeft + kw * g.dilationW;
                            if (ih >= 0 && ih < g.inH && iw >= 0 && iw < g.inW) {
                                int x = ((i * g.inH + ih) * g.inW + iw) * g.inC;
                                int y = ((i * g.outH + oh) * g.outW + ow) * g.outC;
                                visitChannels(x, y, kh * g.kW + kw, g, visitor);
                            }
                        }
                    }
                }
            }
        }
    }

    private static void visitChannels(int x, int y, int tap, Conv2dGeometry g, Visitor visitor) {
        int groupIn = g.inC / g.groups;
        int groupOut = g.outC / g.groups;
        for (int oc = 0; oc < g.outC; oc++) {
            for (int ic = 0; ic < groupIn; ic++) {
                visitor.visit(x + oc / groupOut * groupIn + ic, y + oc, (tap * groupIn + ic) * g.outC + oc);
            }
        }
    }
}
