/** Races of the table of slots, which can be prepared only from inside. */
@NullMarked
package io.rundown.impl;

import org.jspecify.annotations.NullMarked;
