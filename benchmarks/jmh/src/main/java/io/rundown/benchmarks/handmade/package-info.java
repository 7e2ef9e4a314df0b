/** Proxies as they are written without a framework for them, to be measured beside the others. */
@NullMarked
package io.rundown.benchmarks.handmade;

import org.jspecify.annotations.NullMarked;
