/**
 * Runs JMH and other measuring JVMs, quietly, and puts together what they report.
 */
@NullMarked
package io.rundown.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
