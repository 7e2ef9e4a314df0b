/**
 * What rundown costs. {@link io.rundown.benchmarks.BenchMain} runs the suite that the command line names.
 */
@NullMarked
package io.rundown.benchmarks;

import org.jspecify.annotations.NullMarked;
