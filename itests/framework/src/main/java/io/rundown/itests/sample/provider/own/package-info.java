/** A provider that exports its API and does not import it. */
@NullMarked
package io.rundown.itests.sample.provider.own;

import org.jspecify.annotations.NullMarked;
