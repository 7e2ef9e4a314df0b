/** The interleavings of the primitive, model-checked with Lincheck. */
@NullMarked
package io.rundown.proof.lincheck;

import org.jspecify.annotations.NullMarked;
