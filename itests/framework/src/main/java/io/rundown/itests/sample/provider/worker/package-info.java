/** A plugin with work of its own, guarded by its own ref. */
@NullMarked
package io.rundown.itests.sample.provider.worker;

import org.jspecify.annotations.NullMarked;
