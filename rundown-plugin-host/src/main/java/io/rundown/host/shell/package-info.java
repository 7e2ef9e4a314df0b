/**
 * The commands of the Gogo shell, scope {@code rundown}. They are a bundle of their own, which the plugin host makes of this package
 * and installs: wired to the shell, it is refreshed with the shell, and the host is not.
 */
@NullMarked
package io.rundown.host.shell;

import org.jspecify.annotations.NullMarked;
