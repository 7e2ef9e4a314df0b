/** Jars that somebody names: for the MBeans, and copied into the add-on with the shell commands. */
@NullMarked
package io.rundown.host.jar;

import org.jspecify.annotations.NullMarked;
