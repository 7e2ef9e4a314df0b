/**
 * The suite {@code proxy}: a call of an OSGi service through the proxy of rundown's host and through those
 * that are used today, from one and two threads on one service.
 */
@NullMarked
package io.rundown.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
