/**
 * Figures as text and as JSON.
 */
@NullMarked
package io.rundown.benchmarks.report;

import org.jspecify.annotations.NullMarked;
