/** An embedded OSGi framework, and bundles for it. */
@NullMarked
package io.rundown.benchmarks.framework;

import org.jspecify.annotations.NullMarked;
