/**
 * How long a run-down takes, and how soon a waiter knows of it; measured in a JVM of its own.
 */
@NullMarked
package io.rundown.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
