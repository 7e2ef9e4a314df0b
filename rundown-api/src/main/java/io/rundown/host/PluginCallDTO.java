package io.rundown.host;

import java.util.ArrayList;
import java.util.List;
import org.osgi.dto.DTO;

/** A thread inside a plugin, as of a moment. Field names are part of the API. */
public class PluginCallDTO extends DTO {

    /** Symbolic name of the plugin. */
    public String plugin = "";

    /** Bundle id of the plugin. */
    public long bundleId;

    /** Name of the thread that came in; it may have passed its guard on. */
    public String thread = "";

    /** How many calls and guards it has there. */
    public long count;

    /**
     * The service method that it called last, such as {@code Greeter.greet}; empty if the thread is not in a call of a proxy
     * any more, or holds a guard of the plugin's own.
     */
    public String method = "";

    /**
     * How long it has been inside at least, in milliseconds: since the drain began that waits for it; -1 if the plugin
     * does not drain. No clock is read when a call comes in.
     */
    public long atLeastMillis = -1;

    /** Where the thread is, innermost frame first; empty if it has ended. */
    public List<String> stack = new ArrayList<>();

    /** An empty snapshot, for the host to fill in. */
    public PluginCallDTO() {}
}
