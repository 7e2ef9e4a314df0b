/**
 * What a suite is, apart from any of them.
 */
@NullMarked
package io.rundown.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
