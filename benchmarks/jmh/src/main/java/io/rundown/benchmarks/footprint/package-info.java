/**
 * How much memory a ref, a thread's use of it, and a guard take; measured in a JVM of its own.
 */
@NullMarked
package io.rundown.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
