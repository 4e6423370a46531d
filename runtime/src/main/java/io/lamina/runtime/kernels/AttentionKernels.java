package io.lamina.runtime.kernels;

/**
 * Attention on heads where they stand: {@code out[i, h] = sum over j of p[i, j] v[j, h']} with {@code p[i, j] = softmax over j of scale * q[i, h] .
 * k[j, h'] + bias[i, j]}, h' the head of keys that head h reads.
 *
 * <p>Scores exist for a tile at a time, with a running maximum and sum (Milakov and Gimelshein, "Online normalizer calculation
 * for softmax", 2018; Dao and others, "FlashAttention", 2022), so memory grows with {@code t + s}, not with their product. A query that sees no
 * key gives zeros. A sample's bits depend on that sample alone, sums over queries and heads run upwards.
 */
public final class AttentionKernels {
    private AttentionKernels() {}

    /** The floats of scratch memory that {@link #forward} needs for {@code s} keys. */
    public static int scratch(int s, int size, int valueSize) {
        return AttentionForward.scratch(s, size, valueSize);
    }

    /** The floats of scratch memory that {@link #backward} needs for {@code s} keys. */
    public static int backwardScratch(int s, int size, int valueSize) {
        return AttentionBackward.scratch(s, size, valueSize);
    }

    /**
     * Writes the weighted values, and what is asked for beside them.
     *
     * @param out result {@code [n, t, heads * valueSize]}
     * @param oo offset of {@code out}
     * @param lse log-sum-exp of each row's scores {@code [n, heads, t]}, 0 for a row that sees nothing; or {@link Kernels#NONE}
     * @param lo offset of {@code lse}
     * @param weights the softmax before dropout {@code [n, heads, t, s]}, or {@link Kernels#NONE}
     * @param wo offset of {@code weights}
     * @param q queries {@code [n, t, queryStep]}, from the first head on
     * @param qo offset of {@code q}
     * @param k keys {@code [n, s, keyStep]}
     * @param ko offset of {@code k}
     * @param v values {@code [n, s, valueStep]}
     * @param vo offset of {@code v}
     * @param mask not 0 where a key is seen, {@code [n, s]} or {@code [n, t, s]}; or {@link Kernels#NO_INTS}
     * @param mo offset of {@code mask}
     * @param bias what is added to scores, {@code [n, s]} or {@code [n, t, s]}; or {@link Kernels#NONE}
     * @param bo offset of {@code bias}
     * @param lengths how many keys of each sample count {@code [n]}, or {@link Kernels#NO_INTS}
     * @param no offset of {@code lengths}
     * @param scratch {@link #scratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n samples
     * @param t queries of a sample
     * @param s keys of a sample
     * @param g heads and sizes
     * @param scale factor of the products, above 0
     * @param first where in {@code [all samples, heads, t]} these samples begin
     * @param key key of the dropout's random numbers
     * @param rate the share of weights that is dropped, 0 for none
     */
    public static void forward(
            float[] out,
            int oo,
            float[] lse,
            int lo,
            float[] weights,
            int wo,
            float[] q,
            int qo,
            float[] k,
            int ko,
            float[] v,
            int vo,
            int[] mask,
            int mo,
            float[] bias,
            int bo,
            int[] lengths,
            int no,
            float[] scratch,
            int so,
            int n,
            int t,
            int s,
            AttentionGeometry g,
            float scale,
            int first,
            long key,
            float rate) {
        AttentionForward.run(
                out, oo, lse, lo, weights, wo, q, qo, k, ko, v, vo, mask, mo, bias, bo, lengths, no, scratch, so, n, t,
                s, g, scale, first, key, rate);
    }

    /** Floats of scratch memory that {@link #steps} wants. */
    public static int stepsScratch(int size, int valueSize) {
        return AttentionSteps.scratch(size, valueSize);
    }

    /**
     * As {@link #forward}, for the newest steps of a session: queries {@code [n, t, queryStep]} from {@code position} on, against the
     * keys and values {@code [n, capacity, ...]} of all steps so far, theirs included. Each query sees the keys up to its own.
     *
     * @param out result {@code [n, t, heads * valueSize]}
     * @param oo offset of {@code out}
     * @param q queries, from the first head on
     * @param qo offset of {@code q}
     * @param k keys {@code [n, capacity, keyStep]}
     * @param ko offset of {@code k}
     * @param v values {@code [n, capacity, valueStep]}
     * @param vo offset of {@code v}
     * @param scratch {@link #stepsScratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n samples
     * @param t newest steps
     * @param capacity the most steps
     * @param position steps before these
     * @param g heads and sizes
     * @param scale factor of the products, above 0
     */
    public static void steps(
            float[] out,
            int oo,
            float[] q,
            int qo,
            float[] k,
            int ko,
            float[] v,
            int vo,
            float[] scratch,
            int so,
            int n,
            int t,
            int capacity,
            int position,
            AttentionGeometry g,
            float scale) {
        AttentionSteps.run(out, oo, q, qo, k, ko, v, vo, scratch, so, n, t, capacity, position, g, scale);
    }

    /**
     * Gradients by queries, keys, values and bias. Probabilities are not stored: they are computed again from {@code lse}.
     *
     * @param dq gradient by {@code q}, laid out as it is
     * @param dqo offset of {@code dq}
     * @param dk gradient by {@code k}, laid out as it is
     * @param dko offset of {@code dk}
     * @param dv gradient by {@code v}, laid out as it is
     * @param dvo offset of {@code dv}
     * @param dbias gradient by {@code bias}, or {@link Kernels#NONE}
     * @param dbo offset of {@code dbias}
     * @param dout gradient by {@code out}
     * @param doo offset of {@code dout}
     * @param dweights gradient by {@code weights}, or {@link Kernels#NONE}
     * @param dwo offset of {@code dweights}
     * @param out what {@link #forward} wrote
     * @param oo offset of {@code out}
     * @param lse what {@link #forward} wrote
     * @param lo offset of {@code lse}
     * @param weights what {@link #forward} wrote, where there is a {@code dweights}, else {@link Kernels#NONE}
     * @param wo offset of {@code weights}
     * @param q queries {@code [n, t, queryStep]}, from the first head on
     * @param qo offset of {@code q}
     * @param k keys {@code [n, s, keyStep]}
     * @param ko offset of {@code k}
     * @param v values {@code [n, s, valueStep]}
     * @param vo offset of {@code v}
     * @param mask not 0 where a key is seen, {@code [n, s]} or {@code [n, t, s]}; or {@link Kernels#NO_INTS}
     * @param mo offset of {@code mask}
     * @param bias what is added to scores, {@code [n, s]} or {@code [n, t, s]}; or {@link Kernels#NONE}
     * @param bo offset of {@code bias}
     * @param lengths how many keys of each sample count {@code [n]}, or {@link Kernels#NO_INTS}
     * @param no offset of {@code lengths}
     * @param scratch {@link #backwardScratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n samples
     * @param t queries of a sample
     * @param s keys of a sample
     * @param g heads and sizes
     * @param scale factor of the products, above 0
     * @param first where in {@code [all samples, heads, t]} these samples begin
     * @param key key of the dropout's random numbers
     * @param rate the share of weights that is dropped, 0 for none
     */
    public static void backward(
            float[] dq,
            int dqo,
            float[] dk,
            int dko,
            float[] dv,
            int dvo,
            float[] dbias,
            int dbo,
            float[] dout,
            int doo,
            float[] dweights,
            int dwo,
            float[] out,
            int oo,
            float[] lse,
            int lo,
            float[] weights,
            int wo,
            float[] q,
            int qo,
            float[] k,
            int ko,
            float[] v,
            int vo,
            int[] mask,
            int mo,
            float[] bias,
            int bo,
            int[] lengths,
            int no,
            float[] scratch,
            int so,
            int n,
            int t,
            int s,
            AttentionGeometry g,
            float scale,
            int first,
            long key,
            float rate) {
        AttentionBackward.run(
                dq, dqo, dk, dko, dv, dvo, dbias, dbo, dout, doo, dweights, dwo, out, oo, lse, lo, weights, wo, q, qo,
                k, ko, v, vo, mask, mo, bias, bo, lengths, no, scratch, so, n, t, s, g, scale, first, key, rate);
    }
}
