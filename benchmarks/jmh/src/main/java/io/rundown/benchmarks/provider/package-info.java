/** The bundle that provides the service, and what is inside it. */
@NullMarked
package io.rundown.benchmarks.provider;

import org.jspecify.annotations.NullMarked;
