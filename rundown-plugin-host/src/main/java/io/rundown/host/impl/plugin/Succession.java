package io.rundown.host.impl.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One bundle takes the place of a plugin that it runs next to. If the plugin's calls are held, consumers' proxies are
 * led from the one to the other at once. If not, they see the services of both until those of the old one are withdrawn.
 */
public final class Succession implements AutoCloseable {

    private final HeldPlugins all;
    private final Plugin present;
    private final long nextId;
    private final @Nullable Standby standby;
    private final HeldPlugin.@Nullable Watch watch;

    /** Before the bundle that is to take the place starts. */
    public Succession(HeldPlugins all, Plugin present, long nextId) {
        this.all = all;
        this.present = present;
        this.nextId = nextId;
        HeldPlugin held = present.held();
        this.standby = held == null ? null : all.standBy(held, nextId);
        this.watch = held == null ? null : held.watch();
    }

    /** The names of services that the plugin offers, and the next one does not, yet. */
    public List<String> missing(Plugin next) {
        if (standby != null && carriesOn(next)) {
            return standby.missing();
        }
        List<ServiceIdentity> offered = new ArrayList<>(identities(next));
        return identities(present).stream()
                .filter(identity -> !offered.remove(identity))
                .map(identity -> String.join(",", identity.names()))
                .toList();
    }

    /** What consumers hold, and so have to get of the next one. */
    public Demand demand(Supplier<@Nullable Plugin> next) {
        Holdings holdings = new Holdings(present, next);
        return new Demand() {
            @Override
            public List<String> missing() {
                Plugin plugin = next.get();
                return plugin == null ? holdings.missing() : Succession.this.missing(plugin);
            }

            @Override
            public List<Want> wants() {
                Plugin plugin = next.get();
                return standby != null && plugin != null && carriesOn(plugin) ? standby.wants() : holdings.wants();
            }
        };
    }

    private static List<ServiceIdentity> identities(Plugin plugin) {
        return plugin.guardedServices().stream()
                .filter(service -> !service.isWithdrawn())
                .map(service -> ServiceIdentity.of(service.original()))
                .toList();
    }

    /** Whether consumers' proxies are led to the next one, so that nothing is withdrawn. */
    public boolean carriesOn(Plugin next) {
        return standby != null && next.standby() == standby;
    }

    /** Leads consumers' proxies to the next one. After the gates of the present one were closed, and before it is waited for. */
    public void takeOver(Plugin next) {
        if (standby != null) {
            all.succeed(nextId, standby.plugin());
            standby.plugin().takeOver(standby, next);
            present.replaced();
            all.forget(present.bundleId());
        }
    }

    /** What consumers had before; {@code null} if calls are not held. */
    public HeldPlugin.@Nullable Watch watch() {
        return watch;
    }

    /** Whether it has taken place or not: it will not any more. */
    @Override
    public void close() {
        all.standDown(nextId);
    }
}
