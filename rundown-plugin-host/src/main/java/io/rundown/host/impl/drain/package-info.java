/** Drains: withdraw, reject, wait, give back; how they are reported and bounded. */
@NullMarked
package io.rundown.host.impl.drain;

import org.jspecify.annotations.NullMarked;
