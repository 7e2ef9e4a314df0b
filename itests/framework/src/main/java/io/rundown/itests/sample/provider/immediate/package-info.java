/** A provider that is an immediate DS component. */
@NullMarked
package io.rundown.itests.sample.provider.immediate;

import org.jspecify.annotations.NullMarked;
