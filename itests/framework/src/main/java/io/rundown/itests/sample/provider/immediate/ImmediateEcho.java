package io.rundown.itests.sample.provider.immediate;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.provider.Performer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Activated as soon as it can be, deactivated when it has to be. */
@Component(name = "echo.immediate", immediate = true)
public final class ImmediateEcho implements Echo {

    private final Performer performer;

    /** Activates the component. */
    @Activate
    public ImmediateEcho(BundleContext context) {
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
