package io.rundown.host;

import java.util.ArrayList;
import java.util.List;
import org.osgi.dto.DTO;

/** A plugin, as of a moment. Field names are part of the API. */
public class PluginDTO extends DTO {

    /** Symbolic name of the bundle. */
    public String symbolicName = "";

    /** Version of the bundle. */
    public String version = "";

    /** Bundle id. */
    public long bundleId;

    /** Name of the {@link io.rundown.RundownState}. */
    public String state = "";

    /** Calls and guards in flight; an estimate. */
    public long inFlight;

    /** Calls refused since the bundle started. */
    public long rejected;

    /** Whether its calls are held while it is updated. */
    public boolean hold;

    /** Calls that wait for its next revision. */
    public long waiting;

    /** Drain timeout in milliseconds. */
    public long drainTimeoutMillis;

    /** Name of the {@link TimeoutAction}. */
    public String onTimeout = "";

    /** Its services, guarded and not, in the order of registration. */
    public List<PluginServiceDTO> services = new ArrayList<>();

    /** An empty snapshot, for the host to fill in. */
    public PluginDTO() {}
}
