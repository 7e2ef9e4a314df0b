/**
 * Other ways to keep a thing while it is used, re-expressed from their descriptions, to be measured beside
 * rundown. Each has a way in that may refuse, a way out, and {@code runDown()}, which returns once nobody is inside and
 * nobody can come in.
 */
@NullMarked
package io.rundown.benchmarks.comparator;

import org.jspecify.annotations.NullMarked;
