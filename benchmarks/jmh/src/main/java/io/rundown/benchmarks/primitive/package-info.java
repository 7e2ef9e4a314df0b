/**
 * The suite {@code primitive}: acquire, call, release, by rundown and by its comparators, from one, two and four
 * threads on one ref.
 */
@NullMarked
package io.rundown.benchmarks.primitive;

import org.jspecify.annotations.NullMarked;
