package io.lamina.processor.op;

import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.TensorType;

/** Where everything stands in an attention's tensors, and its scores, in double; {@code b} counts samples and mapped dimensions. */
public final class AttendReference {
    private final Attend op;
    private final Reference r;
    private final long key;

    /** How many attentions there are side by side. */
    public final int samples;

    /** Queries of a sample. */
    public final int t;

    /** Keys of a sample. */
    public final int s;

    /** Of a primitive whose first inputs are the attention's. */
    public AttendReference(Attend op, Reference r) {
        this.op = op;
        this.r = r;
        this.samples = r.size(r.inputType(0).shape().leading(2).size());
        this.t = r.size(r.inputType(0).shape().dim(-2));
        this.s = r.size(r.inputType(op.packing().key()).shape().dim(-2));
        this.key = op.dropped().rate() > 0 ? r.key(op.dropped().node()) : 0;
    }

    private int step(int input) {
        TensorType type = r.inputType(input);
        return r.size(type.shape().dim(-1));
    }

    public double[] queries() {
        return r.input(0);
    }

    public double[] keys() {
        return r.input(op.packing().key());
    }

    public double[] values() {
        return r.input(op.packing().value());
    }

    public int queryAt(int b, int i, int h) {
        return (b * t + i) * step(0) + h * op.heads().size();
    }

    public int keyAt(int b, int j, int h) {
        return (b * s + j) * step(op.packing().key())
                + op.packing().keyColumn(op.heads())
                + op.heads().keyHead(h) * op.heads().size();
    }

    public int valueAt(int b, int j, int h) {
        return (b * s + j) * step(op.packing().value())
                + op.packing().valueColumn(op.heads())
                + op.heads().keyHead(h) * op.heads().valueSize();
    }

    public int resultAt(int b, int i, int h) {
        return (b * t + i) * op.heads().width() + h * op.heads().valueSize();
    }

    /** The place of a row of scores among all. */
    public int row(int b, int h, int i) {
        return (b * op.heads().heads() + h) * t + i;
    }

    public int maskAt(int b, int i, int j) {
        return op.visible().mask().isOfPairs() ? (b * t + i) * s + j : b * s + j;
    }

    /** What is added to a score. */
    public double bias(int b, int i, int j) {
        return op.visible().mask().isBias() ? r.input(op.maskInput())[maskAt(b, i, j)] : 0;
    }

    private boolean sees(int b, int i, int j) {
        AttendOptions.Visible visible = op.visible();
        boolean before = !visible.causal() || j <= i;
        boolean near = visible.window() == 0 || j > i - visible.window();
        boolean counts = !visible.lengths() || j < r.input(op.lengthsInput())[b];
        boolean masked =
                visible.mask() != AttendOptions.Mask.NONE && !visible.mask().isBias();
        return before && near && counts && !(masked && r.input(op.maskInput())[maskAt(b, i, j)] == 0);
    }

    /** The score, minus infinity where the query does not see the key. */
    public double score(int b, int h, int i, int j) {
        return sees(b, i, j) ? op.scale() * product(b, h, i, j, false) + bias(b, i, j) : Double.NEGATIVE_INFINITY;
    }

    /** {@code q . k}, of magnitudes if wanted. */
    public double product(int b, int h, int i, int j, boolean magnitudes) {
        int q = queryAt(b, i, h);
        int k = keyAt(b, j, h);
        double sum = 0;
        for (int c = 0; c < op.heads().size(); c++) {
            double term = queries()[q + c] * keys()[k + c];
            sum += magnitudes ? Math.abs(term) : term;
        }
        return sum;
    }

    /** {@code x . v} for a row of the result's shape, of magnitudes if wanted. */
    public double withValue(double[] x, int b, int h, int i, int j, boolean magnitudes) {
        int at = resultAt(b, i, h);
        int v = valueAt(b, j, h);
        double sum = 0;
        for (int c = 0; c < op.heads().valueSize(); c++) {
            double term = x[at + c] * values()[v + c];
            sum += magnitudes ? Math.abs(term) : term;
        }
        return sum;
    }

    /** What dropout multiplies a weight by. */
    public double kept(int b, int h, int i, int j) {
        float rate = op.dropped().rate();
        if (rate == 0) {
            return 1;
        }
        return Dropout.uniform(key, (long) row(b, h, i) * s + j) >= rate ? 1 / (1 - (double) rate) : 0;
    }
}
