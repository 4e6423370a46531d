package io.lamina.processor.parse;

import io.lamina.processor.declaration.BlockDeclaration;
import java.util.Map;

/**
 * What the parser made of a block.
 *
 * @param blocks those that it applies, by qualified name
 * @param resolved whether everything that the interface names exists
 */
public record ParsedBlock(BlockDeclaration block, Map<String, BlockDeclaration> blocks, boolean resolved) {}
