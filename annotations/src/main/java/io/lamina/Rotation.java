package io.lamina;

/** Which elements of a head rotary positions pair. The two are not interchangeable: trained weights know one of them. */
public enum Rotation {
    /** None: positions are not turned into angles. */
    NONE,
    /** Element {@code i} and element {@code i + size / 2}, as in GPT-NeoX and in Hugging Face's Llama. */
    HALF,
    /** Elements {@code 2 i} and {@code 2 i + 1}, as in the RoFormer paper, GPT-J and Meta's Llama. */
    INTERLEAVED
}
