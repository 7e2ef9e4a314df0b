/** A sample consumer that cannot do without its service. */
@NullMarked
package io.rundown.demo.steady;

import org.jspecify.annotations.NullMarked;
