package io.rundown.itests.sample.provider.broken;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.provider.Performer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The next revision of the delayed component. It cannot be activated, although its bundle starts and its service is registered. */
@Component(name = "echo.delayed")
public final class BrokenEcho implements Echo {

    private final Performer performer;

    /** Does not activate the component. */
    @Activate
    public BrokenEcho(BundleContext context) {
        performer = new Performer(context);
        throw new IllegalStateException("no database at " + context.getBundle().getVersion());
    }

    @Override
    public String echo(String text) {
        return performer.echo(text);
    }

    @Override
    public int add(int a, int b) {
        return performer.add(a, b);
    }
}
