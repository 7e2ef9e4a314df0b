/** The threads of the host's own. */
@NullMarked
package io.rundown.host.impl.thread;

import org.jspecify.annotations.NullMarked;
