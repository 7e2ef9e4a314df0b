/** The commands as Apache Karaf's shell knows them, with its help and completion. Karaf finds them by the header {@code Karaf-Commands}. */
@NullMarked
package io.rundown.host.shell.karaf;

import org.jspecify.annotations.NullMarked;
