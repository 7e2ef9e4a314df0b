package io.rundown.host.impl.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A call waited for the next revision of a plugin; the duration is that of the wait. */
@Name("io.rundown.CallHeld")
@Label("Call Held")
@Category({"rundown", "Plugins"})
@Description("A call waited for the next revision of a plugin; the duration is that of the wait.")
@StackTrace(true)
final class CallHeldEvent extends Event {

    @Label("Plugin")
    @Nullable
    String plugin;

    @Label("Service")
    @Nullable
    String service;

    @Label("Outcome")
    @Description("admitted, or the reason why the call was rejected in the end")
    @Nullable
    String outcome;
}
