/**
 * Run-down protection: let any number of threads use something, and take it away only when the last
 * of them has left.
 *
 * <p>A {@link io.rundown.RundownRef} stands for the thing to be protected. A thread that wants to use
 * it takes a {@link io.rundown.RundownGuard}; whoever wants to take it away begins the run-down, from
 * when no new guard is given, and waits until the guards already given are closed. Refs are made by a
 * {@link io.rundown.RundownRefFactory}.
 *
 * <pre>{@code
 * RundownRef ref = RundownRefFactory.load().create("price table");
 *
 * // any thread, any number of times
 * try (RundownGuard guard = ref.tryAcquire()) {
 *     if (guard == null) {
 *         return unavailable();
 *     }
 *     return table.lookUp(key);
 * }
 *
 * // the thread that unloads
 * ref.waitForRundown();
 * table.free();
 * }</pre>
 *
 * <p>The terms are those of the Windows NT kernel's run-down protection ({@code
 * ExAcquireRundownProtection} and its relatives), where drivers are unloaded this way. This package
 * needs nothing but the JDK.
 *
 * <h2>Memory consistency</h2>
 *
 * <p>What a thread does under a guard <i>happens-before</i> the normal return of every wait for that
 * run-down, and before the stages of {@link io.rundown.RundownRef#whenRundown()} run. What precedes a
 * {@link io.rundown.RundownRef#reinitialize()} <i>happens-before</i> every later acquisition.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.rundown;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
