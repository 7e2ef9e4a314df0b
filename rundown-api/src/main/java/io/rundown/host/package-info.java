/**
 * The plugin host: takes bundles out of a running OSGi framework without breaking a call.
 *
 * <p>A <i>plugin</i> is a bundle that opts in with the requirement {@code
 * osgi.extender;filter:="(osgi.extender=io.rundown)"}, or whose symbolic name matches a pattern in the
 * framework property {@value io.rundown.host.HostProperties#PLUGINS}. All other bundles see its
 * services through proxies. When the bundle stops, by whatever cause, the host withdraws the proxies,
 * rejects late calls with {@link io.rundown.host.PluginUnavailableException}, and waits for the calls
 * in flight before anything of the plugin is torn down. Neither the plugin nor its consumers need to
 * know this package; it is for those who watch and steer.
 *
 * <p>A plugin gets its own {@link io.rundown.RundownRef} as a service, to guard work that does not
 * arrive through a service call, such as a thread of its own.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.rundown.host;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
