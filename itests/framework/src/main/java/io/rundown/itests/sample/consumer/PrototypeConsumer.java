package io.rundown.itests.sample.consumer;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.api.EchoUser;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceScope;

/** A static reference that insists on an instance of its own. */
@Component(name = "user.prototype", immediate = true, property = "kind=prototype")
public final class PrototypeConsumer implements EchoUser {

    private final Bindings bindings = new Bindings("prototype");

    /** For SCR. */
    public PrototypeConsumer() {}

    @Reference(name = "echo", scope = ReferenceScope.PROTOTYPE_REQUIRED)
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
