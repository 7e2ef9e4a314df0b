package io.rundown.host.impl.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A drain ended with calls left behind. */
@Name("io.rundown.ForcedStop")
@Label("Forced Stop")
@Category({"rundown", "Plugins"})
@Description("A drain ended with calls left behind.")
@StackTrace(false)
final class ForcedStopEvent extends Event {

    @Label("Plugin")
    @Nullable
    String plugin;

    @Label("Bundle Id")
    long bundleId;

    @Label("Cause")
    @Nullable
    String cause;

    @Label("Outcome")
    @Nullable
    String outcome;

    @Label("Abandoned Calls")
    long abandoned;

    @Label("Holders")
    @Description("the threads inside, with their counts")
    @Nullable
    String holders;

    @Label("Deadlock")
    @Nullable
    String deadlock;
}
