package io.rundown.itests.sample.consumer;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.api.EchoUser;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A static mandatory reference: the component lives as long as the service. */
@Component(name = "user.static", immediate = true, property = "kind=static")
public final class StaticConsumer implements EchoUser {

    private final Bindings bindings = new Bindings("static");

    /** For SCR. */
    public StaticConsumer() {}

    @Reference(name = "echo")
    void bind(Echo echo, Map<String, ?> properties) {
        bindings.bind(echo, properties);
    }

    void unbind(Echo echo) {
        bindings.unbind(echo);
    }

    @Override
    public List<String> callAll(String text) {
        return bindings.callAll(text);
    }
}
