package io.lamina;

/** What the pixels of a larger image are made of. */
public enum Interpolation {
    /** The pixel that lies there in the smaller image. */
    NEAREST,
    /** A mix of the four pixels around, by their distance. */
    BILINEAR
}
