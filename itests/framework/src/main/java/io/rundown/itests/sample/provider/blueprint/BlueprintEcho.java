package io.rundown.itests.sample.provider.blueprint;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.provider.Performer;
import org.osgi.framework.BundleContext;

/** A bean; see {@code blueprint/provider.xml}. */
public final class BlueprintEcho implements Echo {

    private final Performer performer;

    /** For the container, which passes {@code blueprintBundleContext}. */
    public BlueprintEcho(BundleContext context) {
        performer = new Performer(context);
    }

    /** The destroy method. */
    public void destroy() {
        performer.tearDown();
    }

    @Override
    public String echo(String text) {
        return performer.echo(text);
    }
}
