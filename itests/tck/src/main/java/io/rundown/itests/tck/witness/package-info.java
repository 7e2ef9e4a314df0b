/** A bundle that runs beside the TCK and tells whether the plugin host was at work. */
@NullMarked
package io.rundown.itests.tck.witness;

import org.jspecify.annotations.NullMarked;
