package io.lamina.runtime.kernels;

/**
 * The gradient of {@link Conv2dKernels} by the images, {@link Phase} by phase: windows over the gradients by the outputs times
 * turned and transposed weights. Each input pixel is written once, with its whole sum.
 */
final class VectorPhases {
    private static final int L = VectorWidth.LANES;

    /** Rows of the largest tile. */
    private static final int ROWS = 12;

    private VectorPhases() {}

    static void input(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] w,
            int wo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g) {
        int panels = VectorAlignment.align(so);
        int copy = panels + (g.kH * g.kW * g.groupOut * (g.groupIn + L) + 15) / 16 * 16;
        int perImage = g.rowPhases[0].count;
        boolean through = g.inH % g.strideH == 0;
        int span = g.phaseSpan - 1;
        int block = Phase.mostTaps(g.rowPhases) * g.groupOut;
        int together = through ? n * perImage : perImage;
        int all = g.columnPhases[0].count;
        // A dozen rows go together where there are as many; each has up to a column's floats behind it.
        int column = together < ROWS ? block : ROWS * block;
        int columns = Math.min(all, g.phaseRoom / column - span - 1);
        int most = Math.max(1, g.phaseRoom / Conv2dGeometry.pitch((columns + span) * block));
        int some = most < ROWS ? most : most / ROWS * ROWS;
        for (int group = 0; group < g.groups; group++) {
            pack(scratch, panels, w, wo + group * g.groupOut, g);
            int to = dxo + group * g.groupIn;
            int from = dyo + group * g.groupOut;
            int count;
            for (int row = 0; row < n * perImage; row += count) {
                int end = through ? n * perImage : (row / perImage + 1) * perImage;
                count = Math.min(some, end - row);
                rows(dx, to, dy, from, scratch, panels, copy, row, count, columns, perImage, through, g);
            }
        }
    }

    /** The panels of each phase, one behind the other. */
    private static void pack(float[] p, int po, float[] w, int wo, Conv2dGeometry g) {
        int to = po;
        for (Phase down : g.rowPhases) {
            for (Phase along : g.columnPhases) {
                for (int j = 0; j < g.groupIn; ) {
                    int columns = VectorPanels.columns(g.groupIn - j);
                    for (int s = 0; s < along.taps; s++) {
                        for (int r = 0; r < down.taps; r++) {
                            int tap = down.tap(r) * g.kW + along.tap(s);
                            int from = wo + (tap * g.groupIn + j) * g.outC;
                            VectorPanels.packTransposedPanel(p, to, w, from, g.outC, g.groupOut, columns);
                            to += g.groupOut * VectorPanels.width(columns);
                        }
                    }
                    j += columns;
                }
            }
        }
    }

    /** The floats of a phase's panels. */
    private static int panels(Phase down, Phase along, Conv2dGeometry g) {
        int width = (g.groupIn + L - 1) / L * L;
        return down.taps * along.taps * g.groupOut * width;
    }

    /** Rows {@code row} to {@code row + count} of each phase, {@code perImage} to an image of those phases that have most. */
    private static void rows(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] scratch,
            int panels,
            int copy,
            int row,
            int count,
            int some,
            int perImage,
            boolean through,
            Conv2dGeometry g) {
        int from = panels;
        int first = row % perImage;
        int image = dxo + row / perImage * g.inSize;
        for (Phase down : g.rowPhases) {
            int rows = through ? count : Math.min(count, down.count - first);
            int to = image + (down.place + first * g.strideH) * g.inW * g.inC;
            for (int r = 0; r < rows && down.taps == 0; r++) {
                int pixels = to + r * g.strideH * g.inW * g.inC;
                VectorColumns.zeros(
                        dx, pixels, g.inC, g.groups > 1 ? g.inW : 1, g.groups > 1 ? g.groupIn : g.inW * g.inC);
            }
            int most = down.taps == 0 ? 0 : g.columnPhases[0].count;
            for (int q = 0; q < most; q += some) {
                int columns = Math.min(some, most - q);
                int pixels = to + q * g.strideW * g.inC;
                copy(scratch, copy, dy, dyo, row, rows, perImage, q, columns, down, g);
                columns(dx, pixels, scratch, from, copy, rows, q, columns, down, g);
            }
            for (Phase along : g.columnPhases) {
                from += panels(down, along, g);
            }
        }
    }

    /** What the phases read for columns {@code first} to {@code first + columns} of {@code rows} rows. */
    private static void copy(
            float[] p,
            int po,
            float[] dy,
            int dyo,
            int row,
            int rows,
            int perImage,
            int first,
            int columns,
            Phase down,
            Conv2dGeometry g) {
        int step = down.taps * g.groupOut;
        int count = columns + g.phaseSpan - 1;
        int pitch = Conv2dGeometry.pitch(count * step);
        for (int i = 0; i < rows; i++) {
            int image = dyo + (row + i) / perImage * g.outSize;
            int top = down.start + (row + i) % perImage;
            for (int t = 0; t < down.taps; t++) {
                int oh = top + t * g.rowTaps.outStep;
                int to = po + i * pitch + t * g.groupOut;
                if (oh < 0 || oh >= g.outH) {
                    VectorColumns.zeros(p, to, step, count, g.groupOut);
                } else {
                    int from = image + oh * g.outW * g.outC;
                    int begin = g.phaseStart + first;
                    VectorColumns.row(p, to, step, dy, from, g.outC, g.outW, begin, 1, count, g.groupOut);
                }
            }
        }
    }

    private static void columns(
            float[] dx,
            int dxo,
            float[] scratch,
            int panels,
            int copy,
            int rows,
            int first,
            int columns,
            Phase down,
            Conv2dGeometry g) {
        int block = down.taps * g.groupOut;
        int pitch = Conv2dGeometry.pitch((columns + g.phaseSpan - 1) * block);
        int rowStep = g.strideH * g.inW * g.inC;
        int step = g.strideW * g.inC;
        int edge = copy + g.phaseRoom;
        int from = panels;
        for (Phase along : g.columnPhases) {
            int to = dxo + along.place * g.inC;
            int count = Math.min(columns, along.count - first);
            if (along.taps == 0) {
                for (int r = 0; r < rows; r++) {
                    VectorColumns.zeros(dx, to + r * rowStep, step, count, g.groupIn);
                }
            } else {
                VectorColumns.multiply(
                        dx,
                        to,
                        rowStep,
                        step,
                        Kernels.NONE,
                        0,
                        scratch,
                        copy + (along.start - g.phaseStart) * block,
                        pitch,
                        block,
                        scratch,
                        from,
                        scratch,
                        edge,
                        rows,
                        count,
                        along.taps * block,
                        g.groupIn);
            }
            from += panels(down, along, g);
        }
    }
}
