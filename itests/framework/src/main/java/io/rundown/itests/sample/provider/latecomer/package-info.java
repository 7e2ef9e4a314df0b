/** A provider that registers a service while it is being stopped. */
@NullMarked
package io.rundown.itests.sample.provider.latecomer;

import org.jspecify.annotations.NullMarked;
