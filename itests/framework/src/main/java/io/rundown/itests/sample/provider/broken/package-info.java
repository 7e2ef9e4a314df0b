/** A revision that starts and does not work. */
@NullMarked
package io.rundown.itests.sample.provider.broken;

import org.jspecify.annotations.NullMarked;
