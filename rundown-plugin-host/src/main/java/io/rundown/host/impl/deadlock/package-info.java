/** Which thread waits for which, as far as the JVM and the framework tell. */
@NullMarked
package io.rundown.host.impl.deadlock;

import org.jspecify.annotations.NullMarked;
