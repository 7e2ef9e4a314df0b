/** A provider wired by Blueprint. */
@NullMarked
package io.rundown.itests.sample.provider.blueprint;

import org.jspecify.annotations.NullMarked;
