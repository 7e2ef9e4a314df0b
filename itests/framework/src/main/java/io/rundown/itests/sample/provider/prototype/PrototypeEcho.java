package io.rundown.itests.sample.provider.prototype;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.provider.Performer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.ServiceScope;

/** An instance for each service object that a consumer asks for. */
@Component(name = "echo.prototype", scope = ServiceScope.PROTOTYPE)
public final class PrototypeEcho implements Echo {

    private final Performer performer;

    /** Activates the component. */
    @Activate
    public PrototypeEcho(BundleContext context) {
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
