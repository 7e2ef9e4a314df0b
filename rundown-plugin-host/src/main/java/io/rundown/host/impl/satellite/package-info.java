/** Bundles that the host makes and installs itself, so that they can be stopped, wired or refreshed apart from it. */
@NullMarked
package io.rundown.host.impl.satellite;

import org.jspecify.annotations.NullMarked;
