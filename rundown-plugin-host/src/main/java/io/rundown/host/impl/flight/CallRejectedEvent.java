package io.rundown.host.impl.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A call to a service of a plugin was rejected; the event's thread and stack are the caller's. */
@Name("io.rundown.CallRejected")
@Label("Call Rejected")
@Category({"rundown", "Plugins"})
@Description("A call to a service of a plugin was rejected; the event's thread and stack are the caller's.")
@StackTrace(true)
final class CallRejectedEvent extends Event {

    @Label("Plugin")
    @Nullable
    String plugin;

    @Label("Service")
    @Nullable
    String service;

    @Label("Reason")
    @Nullable
    String reason;
}
