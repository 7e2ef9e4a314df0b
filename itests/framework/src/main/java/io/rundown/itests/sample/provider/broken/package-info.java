/** A component that cannot be activated, in place of the delayed one. */
@NullMarked
package io.rundown.itests.sample.provider.broken;

import org.jspecify.annotations.NullMarked;
