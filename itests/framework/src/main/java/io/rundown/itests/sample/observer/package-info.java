/** A bundle that writes drains into the journal. */
@NullMarked
package io.rundown.itests.sample.observer;

import org.jspecify.annotations.NullMarked;
