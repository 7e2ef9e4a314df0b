package io.rundown.host.impl.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A plugin was unloaded, but something keeps its class loader. */
@Name("io.rundown.UnloadLeak")
@Label("Unload Leak")
@Category({"rundown", "Plugins"})
@Description("A plugin was unloaded, but something keeps its class loader.")
@StackTrace(false)
final class UnloadLeakEvent extends Event {

    @Label("Plugin")
    @Nullable
    String plugin;

    @Label("Bundle Id")
    long bundleId;

    @Label("Kept By")
    @Nullable
    String keptBy;
}
