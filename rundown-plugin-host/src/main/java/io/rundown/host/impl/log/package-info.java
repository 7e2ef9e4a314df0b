/** The log of the host. */
@NullMarked
package io.rundown.host.impl.log;

import org.jspecify.annotations.NullMarked;
