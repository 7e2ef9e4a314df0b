/** A provider with a bundle activator. */
@NullMarked
package io.rundown.itests.sample.provider.activator;

import org.jspecify.annotations.NullMarked;
