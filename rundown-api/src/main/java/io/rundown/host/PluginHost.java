package io.rundown.host;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plugin host, as a service: shows the plugins and their drains, and does to plugins what can be done
 * with more care than by {@link org.osgi.framework.Bundle#stop()}: a drain that may be given up, and a report
 * of each step.
 *
 * <p>Any thread may call it. Operations on one plugin happen one at a time; the others wait for their
 * turn. An operation that a call inside the plugin asks for does not wait for that call. One that would have to
 * wait for its turn there is refused, since the operation before it may be waiting for that call.
 */
@ProviderType
public interface PluginHost {

    /**
     * The plugins that are starting, active or draining. Does not block.
     *
     * @return a snapshot, ordered by bundle id
     */
    List<PluginDTO> plugins();

    /**
     * The last drains: those of whole plugins, and those of single services that had to wait. Does not
     * block.
     *
     * @return at most the last 100 ended drains, oldest first, without holders
     */
    List<DrainReport> history();

    /**
     * The threads that are inside a plugin, by calls or guards. Does not block; stops each of the threads for a moment, to see
     * where it is.
     *
     * @param bundleId the plugin's bundle id
     * @return a snapshot, ordered by thread name; an estimate, as calls come and go
     * @throws IllegalArgumentException if there is no such bundle, or it is no plugin, or is not started
     * @throws IllegalStateException if the host has stopped
     */
    List<PluginCallDTO> calls(long bundleId);

    /**
     * Drains a plugin whose bundle stays active: its proxies are unregistered, new calls refused, and those in
     * flight waited for, by the plugin's policy. It stays so until it is {@linkplain #resume resumed} or its bundle
     * starts again; services that the plugin registers meanwhile are published then.
     *
     * <p>With {@link TimeoutAction#ABORT} the proxies stay registered until the last call has ended; if the time is up
     * before, the plugin serves as before, and no consumer has lost it.
     *
     * <p>Blocks until the drain has ended. Draining a drained plugin has nothing to do.
     *
     * @param bundleId the plugin's bundle id
     * @return what was done
     * @throws IllegalArgumentException if there is no such bundle, or it is no plugin, or is not started
     * @throws IllegalStateException if the calling thread is inside the plugin, or runs an operation on it, and
     *     another one has to end first; or if the host has stopped
     * @throws InterruptedException if the thread is interrupted before or while it waits; the plugin serves as before
     */
    OperationReport drain(long bundleId) throws InterruptedException;

    /**
     * Lets a drained plugin serve again: its services get new proxies. Proxies from before the drain go on refusing.
     *
     * <p>Blocks while other operations on the plugin go on, and while consumers are told of the services. Resuming a
     * plugin that serves has nothing to do.
     *
     * @param bundleId the plugin's bundle id
     * @return what was done
     * @throws IllegalArgumentException as {@link #drain}
     * @throws IllegalStateException as {@link #drain}
     * @throws InterruptedException if the thread is interrupted before or while it waits for its turn
     */
    OperationReport resume(long bundleId) throws InterruptedException;

    /**
     * Drains a plugin and then stops its bundle, as {@link org.osgi.framework.Bundle#stop()} does. The framework holds none
     * of its locks during the drain. If the drain is given up the bundle is not stopped.
     *
     * @param bundleId the plugin's bundle id
     * @return what was done
     * @throws IllegalArgumentException as {@link #drain}
     * @throws IllegalStateException as {@link #drain}
     * @throws InterruptedException as {@link #drain}
     */
    OperationReport stop(long bundleId) throws InterruptedException;

    /**
     * Gives a plugin its next revision, as {@link org.osgi.framework.Bundle#update(InputStream)} does, but drains it before the
     * framework takes any lock, and goes back to the revision before if the next one does not start.
     *
     * <p>If the plugin's calls are held (see {@link HostProperties#HOLD}) its proxies stay registered, and calls that arrive
     * run on whichever revision serves in the end. If not, consumers lose the services and get those of the next revision.
     *
     * <p>Nothing is done to the plugin before the revision has been read to its end. Blocks until then, and until the
     * next revision serves or, with calls held, the time for that is up.
     *
     * @param bundleId the plugin's bundle id
     * @param revision a jar, which is read but not closed
     * @return what was done: {@link OperationOutcome#ROLLED_BACK} if the plugin has its old revision again, {@link
     *     OperationOutcome#FAILED} with the plugin as it was if the revision cannot be read or is no bundle
     * @throws IllegalArgumentException as {@link #drain}
     * @throws IllegalStateException as {@link #drain}
     * @throws InterruptedException as {@link #drain}; once the drain has ended, an interrupt is kept for afterwards
     */
    OperationReport reload(long bundleId, InputStream revision) throws InterruptedException;

    /**
     * As {@link #reload(long, InputStream)}, in a mode to choose.
     *
     * <p>{@link ReloadMode#SIDE_BY_SIDE} is for plugins of which two revisions can run at the same time, and whose next
     * revision has another version. The next revision is a new bundle, with an id of its own, which the report tells; it
     * is uninstalled again if it does not start, or does not offer all that the plugin offers within {@value
     * HostProperties#HOLD_TIMEOUT}. If the plugin's calls are held, its proxies stay registered, and lead to the next revision as
     * soon as that offers everything: no call waits for the calls inside the old one. If not, both bundles' services
     * are there until the old one's are withdrawn. The old bundle is drained by its policy; {@link TimeoutAction#ABORT} is as
     * {@link TimeoutAction#PROCEED} then, since the next revision serves already.
     *
     * @param bundleId the plugin's bundle id
     * @param revision a jar, which is read but not closed
     * @param mode how
     * @return what was done: {@link OperationOutcome#ROLLED_BACK} if the plugin serves with its old revision as before
     * @throws IllegalArgumentException as {@link #drain}
     * @throws IllegalStateException as {@link #drain}
     * @throws InterruptedException as {@link #reload(long, InputStream)}; as soon as the next revision serves, an interrupt is
     *     kept for afterwards, unless the old bundle's drain has no limit: then it ends the wait
     */
    OperationReport reload(long bundleId, InputStream revision, ReloadMode mode) throws InterruptedException;

    /**
     * As {@link #reload(long, InputStream)} with what the bundle's location has now.
     *
     * @param bundleId the plugin's bundle id
     * @return what was done
     * @throws IllegalArgumentException as {@link #drain}
     * @throws IllegalStateException as {@link #drain}
     * @throws InterruptedException as {@link #reload(long, InputStream)}
     */
    OperationReport reload(long bundleId) throws InterruptedException;

    /**
     * Takes a plugin out of the JVM: drains it, stops and uninstalls its bundle, refreshes it so that the framework lets go
     * of it, and verifies that its class loader goes. The step {@code verify} of the report names what still keeps it, as far
     * as that can be seen: threads, registered MBeans.
     *
     * <p>Bundles that are wired to the plugin are refreshed with it, and so restarted. The verification asks for garbage
     * collections, and waits a few seconds at most. If the drain is given up nothing else is done.
     *
     * @param bundleId the plugin's bundle id
     * @return what was done; {@link OperationOutcome#LEAKED} if the class loader is still there
     * @throws IllegalArgumentException as {@link #drain}
     * @throws IllegalStateException as {@link #drain}
     * @throws InterruptedException as {@link #drain}; once the drain has ended, an interrupt ends the operation early
     */
    OperationReport unload(long bundleId) throws InterruptedException;

    /**
     * Refreshes bundles with all that are wired to them, as {@link
     * org.osgi.framework.wiring.FrameworkWiring#refreshBundles} does, so that they are resolved anew. But the plugins among
     * them are drained, and all of them stopped, before the framework takes its global lock: one by one, consumers
     * before what they are wired to, and as transiently as the framework itself does it. Afterwards they are started
     * in the opposite order. Calls of plugins that are held wait meanwhile, as in a {@linkplain #reload reload}.
     *
     * <p>If a drain is given up nothing is refreshed, and what was stopped before is started again. Blocks until all has
     * been done.
     *
     * @param bundleIds the bundles, whether plugins or not; none for all that an update or an uninstallation has left to be
     *     refreshed
     * @return what was done: {@link OperationOutcome#ABORTED} if a drain was given up, {@link OperationOutcome#FAILED} if a bundle
     *     did not start again
     * @throws IllegalArgumentException if there is no such bundle, or the plugin host itself would be refreshed
     * @throws IllegalStateException as {@link #drain}, for any of the plugins
     * @throws InterruptedException if the thread is interrupted before or during a drain; what was stopped is started
     *     again. Afterwards an interrupt is kept
     */
    RefreshReport refresh(Collection<Long> bundleIds) throws InterruptedException;

    /**
     * Does a {@link #reload(long, InputStream, ReloadMode)} on another thread. Does not block.
     *
     * @param bundleId the plugin's bundle id
     * @param revision a jar, which is read but not closed, until the stage is completed at the latest
     * @param mode how
     * @return completes as that of {@link #submit}
     */
    CompletionStage<OperationReport> submitReload(long bundleId, InputStream revision, ReloadMode mode);

    /**
     * Does a {@link #refresh} on another thread. Does not block.
     *
     * @param bundleIds the bundles
     * @return completes as that of {@link #submit}
     */
    CompletionStage<RefreshReport> submitRefresh(Collection<Long> bundleIds);

    /**
     * Does one of these operations on another thread. Does not block.
     *
     * @param operation which; a reload is that of {@link #reload(long)}
     * @param bundleId the plugin's bundle id
     * @return completes with the report, on the thread that did it; exceptionally with what the operation throws.
     *     Operations that have not ended when the host stops are interrupted
     */
    CompletionStage<OperationReport> submit(PluginOperation operation, long bundleId);
}
