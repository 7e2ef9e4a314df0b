/** What the {@link io.rundown.host.PluginHost} does to plugins, step by step, and the reports of it. */
@NullMarked
package io.rundown.host.impl.operation;

import org.jspecify.annotations.NullMarked;
