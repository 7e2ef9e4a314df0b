/** The bundles that use the service, and what is inside them. */
@NullMarked
package io.rundown.benchmarks.consumer;

import org.jspecify.annotations.NullMarked;
