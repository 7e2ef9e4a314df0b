package io.rundown.itests.sample.provider.broken;

import io.rundown.itests.sample.api.Echo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Is registered when its bundle starts, and throws when somebody wants it. */
@Component(name = "echo.delayed")
public final class BrokenEcho implements Echo {

    /** Fails. */
    @Activate
    public BrokenEcho() {
        throw new IllegalStateException("cannot be activated");
    }

    @Override
    public String echo(String text) {
        throw new IllegalStateException("a call reached a component that was not activated");
    }
}
