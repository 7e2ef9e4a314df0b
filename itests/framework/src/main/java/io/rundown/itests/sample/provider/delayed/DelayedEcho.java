package io.rundown.itests.sample.provider.delayed;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.provider.Performer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Activated at first use, deactivated by SCR when its last user lets go. */
@Component(name = "echo.delayed")
public final class DelayedEcho implements Echo {

    private final Performer performer;

    /** Activates the component. */
    @Activate
    public DelayedEcho(BundleContext context) {
        performer = new Performer(context);
    }

    @Deactivate
    void deactivate() {
        performer.tearDown();
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
