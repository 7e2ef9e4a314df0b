/**
 * What Apache Felix File Install is to do with jars, if {@code rundown.fileinstall} says so: through the plugin host, so that a revision
 * that is broken, or not copied to its end yet, takes nothing away. A bundle of its own, which the plugin host makes of this package.
 */
@NullMarked
package io.rundown.host.folder;

import org.jspecify.annotations.NullMarked;
