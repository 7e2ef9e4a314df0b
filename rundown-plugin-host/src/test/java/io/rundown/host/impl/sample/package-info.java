/** A plugin for the tests of the host. */
@NullMarked
package io.rundown.host.impl.sample;

import org.jspecify.annotations.NullMarked;
