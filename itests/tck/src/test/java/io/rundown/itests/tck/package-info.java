/** Compares what the TCK reported in different surroundings. */
@NullMarked
package io.rundown.itests.tck;

import org.jspecify.annotations.NullMarked;
