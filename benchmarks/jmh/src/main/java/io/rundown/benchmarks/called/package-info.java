/**
 * What the bundles of a measurement have in common. The system bundle exports it, so that bundles and benchmarks
 * share its types.
 */
@NullMarked
package io.rundown.benchmarks.called;

import org.jspecify.annotations.NullMarked;
