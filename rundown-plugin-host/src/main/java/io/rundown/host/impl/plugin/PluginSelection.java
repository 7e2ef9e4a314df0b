package io.rundown.host.impl.plugin;

import static io.rundown.host.HostProperties.ATTRIBUTE_DRAIN_ON_TIMEOUT;
import static io.rundown.host.HostProperties.ATTRIBUTE_DRAIN_TIMEOUT;
import static io.rundown.host.HostProperties.ATTRIBUTE_HOLD;
import static io.rundown.host.HostProperties.EXTENDER_NAME;
import static io.rundown.host.HostProperties.EXTENDER_NAMESPACE;

import io.rundown.host.HostProperties;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.config.Glob;
import io.rundown.host.impl.config.HoldPolicy;
import io.rundown.host.impl.config.LiveConfig;
import io.rundown.host.impl.config.SettingReader;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.satellite.Satellite;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Tells which bundles are plugins, by their requirement or by their name, and with which policy. */
public final class PluginSelection {

    private static final System.Logger LOG = HostLog.get();

    private static final Map<String, Object> CAPABILITY =
            Map.of(EXTENDER_NAMESPACE, EXTENDER_NAME, Constants.VERSION_ATTRIBUTE, new Version(1, 0, 0));

    private static final Set<String> KNOWN_ATTRIBUTES =
            Set.of(ATTRIBUTE_DRAIN_TIMEOUT, ATTRIBUTE_DRAIN_ON_TIMEOUT, ATTRIBUTE_HOLD);

    private final LiveConfig config;
    private final Set<Long> never;

    /**
     * A selection.
     *
     * @param never ids of bundles that are not plugins whatever their name: those the host runs on
     */
    public PluginSelection(LiveConfig config, Set<Long> never) {
        this.config = config;
        this.never = Set.copyOf(never);
    }

    /** The policy of a plugin; {@code null} if the bundle is none. */
    @Nullable
    DrainPolicy policyOf(Bundle bundle) {
        if (isFoundation(bundle) || Satellite.isSatellite(bundle)) {
            return null;
        }
        BundleRequirement optIn = optIn(bundle);
        if (optIn != null) {
            return read(bundle, optIn);
        }
        return matches(config.get().plugins(), bundle) ? config.get().drain() : null;
    }

    /** Whether it is one of those that the host runs on. */
    boolean isFoundation(Bundle bundle) {
        return never.contains(bundle.getBundleId());
    }

    /** The policy of a plugin that wants this one, as of now. */
    DrainPolicy present(String symbolicName, DrainPolicy wanted) {
        return config.drainOf(symbolicName, wanted);
    }

    /** How calls wait, as of now. */
    HoldPolicy holdPolicy() {
        return config.get().hold();
    }

    /** Whether calls of a plugin are held while it is updated. */
    boolean isHeld(Bundle bundle) {
        boolean configured = matches(config.get().held(), bundle);
        BundleRequirement optIn = optIn(bundle);
        return optIn == null
                ? configured
                : SettingReader.of(origin(bundle), optIn.getAttributes()).truth(ATTRIBUTE_HOLD, configured);
    }

    private static boolean matches(List<Glob> globs, Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name != null && Glob.select(globs, name);
    }

    private static String origin(Bundle bundle) {
        return "bundle " + bundle.getSymbolicName() + " [" + bundle.getBundleId() + "], requirement "
                + EXTENDER_NAMESPACE + ", attribute";
    }

    /** Warns of patterns that no installed bundle fits. */
    public void reportUnmatched(Bundle[] installed) {
        for (Glob glob : config.get().plugins()) {
            if (Arrays.stream(installed)
                    .map(Bundle::getSymbolicName)
                    .noneMatch(name -> name != null && glob.matches(name))) {
                LOG.log(
                        Level.WARNING,
                        "framework property {0}: ''{1}'' matches no installed bundle; it is kept for bundles installed later",
                        HostProperties.PLUGINS,
                        glob);
            }
        }
    }

    private static @Nullable BundleRequirement optIn(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return null;
        }
        for (BundleRequirement requirement : revision.getDeclaredRequirements(EXTENDER_NAMESPACE)) {
            String filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
            try {
                if (filter != null && FrameworkUtil.createFilter(filter).matches(CAPABILITY)) {
                    return requirement;
                }
            } catch (InvalidSyntaxException e) {
                LOG.log(Level.DEBUG, "a filter that the framework let through: {0}", e.getFilter());
            }
        }
        return null;
    }

    private DrainPolicy read(Bundle bundle, BundleRequirement optIn) {
        String origin = origin(bundle);
        for (Map.Entry<String, Object> attribute : optIn.getAttributes().entrySet()) {
            if (!KNOWN_ATTRIBUTES.contains(attribute.getKey())) {
                LOG.log(
                        Level.WARNING,
                        "{0} {1}: ''{2}'' is ignored: the attribute is unknown; there are {3}",
                        origin,
                        attribute.getKey(),
                        attribute.getValue(),
                        KNOWN_ATTRIBUTES.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        SettingReader settings = SettingReader.of(origin, optIn.getAttributes());
        return new DrainPolicy(
                settings.duration(ATTRIBUTE_DRAIN_TIMEOUT, config.get().drain().timeout()),
                settings.timeoutAction(
                        ATTRIBUTE_DRAIN_ON_TIMEOUT, config.get().drain().onTimeout()));
    }
}
