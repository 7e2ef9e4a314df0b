/** Revisions that do not start. */
@NullMarked
package io.rundown.itests.sample.provider.failing;

import org.jspecify.annotations.NullMarked;
