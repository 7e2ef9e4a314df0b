package io.rundown.host;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.dto.DTO;

/** A service that a plugin registered, as of a moment. Field names are part of the API. */
public class PluginServiceDTO extends DTO {

    /** The {@code service.id} of the original. */
    public long serviceId;

    /** The names it is registered under. */
    public List<String> objectClass = new ArrayList<>();

    /** Whether consumers see it through a proxy. */
    public boolean guarded;

    /** Why it is not guarded; {@code null} if it is. */
    public @Nullable String unguardedReason;

    /** An empty snapshot, for the host to fill in. */
    public PluginServiceDTO() {}
}
