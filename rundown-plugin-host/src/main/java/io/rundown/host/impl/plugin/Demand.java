package io.rundown.host.impl.plugin;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What consumers hold of a plugin, and so have to get of its next revision. Both answers may change at any time. */
public interface Demand {

    /** Returns the names of the services that consumers hold objects of, and the next revision does not offer, yet. */
    List<String> missing();

    /** Returns the objects that the next revision has to have, of those services that it offers. */
    List<Want> wants();

    /**
     * Looks at what consumers hold of a plugin whose calls are not held.
     *
     * @param next gives the plugin of the next revision; {@code null} while there is none
     */
    static Demand ofConsumers(Plugin present, Supplier<@Nullable Plugin> next) {
        return new Holdings(present, next);
    }
}
