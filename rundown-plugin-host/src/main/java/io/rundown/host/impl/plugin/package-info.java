/**
 * Plugins and their services: which bundles are plugins, what of theirs can be guarded, and the
 * proxies that stand for it.
 */
@NullMarked
package io.rundown.host.impl.plugin;

import org.jspecify.annotations.NullMarked;
