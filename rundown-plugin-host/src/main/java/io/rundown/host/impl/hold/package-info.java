/** Calls that wait for the next revision of their plugin, and in whose name their proxies are registered meanwhile. */
@NullMarked
package io.rundown.host.impl.hold;

import org.jspecify.annotations.NullMarked;
