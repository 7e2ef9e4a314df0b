/** A provider that is a delayed DS component. */
@NullMarked
package io.rundown.itests.sample.provider.delayed;

import org.jspecify.annotations.NullMarked;
