/** How long the host waits: deadlines, and the budget that bounds all of them while the framework shuts down. */
@NullMarked
package io.rundown.host.impl.bound;

import org.jspecify.annotations.NullMarked;
