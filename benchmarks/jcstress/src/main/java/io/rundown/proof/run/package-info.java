/** Runs jcstress, over the implementation and over its broken variants, and sums up. */
@NullMarked
package io.rundown.proof.run;

import org.jspecify.annotations.NullMarked;
