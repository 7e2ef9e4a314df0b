/**
 * Types for authors of proxies and of other code that works with the threads of callers.
 *
 * <p>Callers are unknown code. A thread can be an instance of a subclass of {@link Thread} that overrides methods such as {@code getId} or
 * {@code equals}. Code that identifies threads uses {@link io.rundown.spi.ThreadKey}, so that the primitive and the plugin host identify
 * them in the same way.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.rundown.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
