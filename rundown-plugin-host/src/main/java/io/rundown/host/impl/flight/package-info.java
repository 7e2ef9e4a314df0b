/**
 * Events for the JDK's flight recorder: {@code io.rundown.Drain}, {@code CallRejected}, {@code CallHeld}, {@code ForcedStop} and {@code
 * UnloadLeak}. Nothing is recorded in a runtime without the module {@code jdk.jfr}, and nothing on the path of a call that is let in.
 */
@NullMarked
package io.rundown.host.impl.flight;

import org.jspecify.annotations.NullMarked;
