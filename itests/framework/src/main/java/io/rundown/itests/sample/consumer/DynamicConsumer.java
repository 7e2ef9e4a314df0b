package io.rundown.itests.sample.consumer;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.api.EchoUser;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** A dynamic optional reference: the component stays, the service may come and go. */
@Component(name = "user.dynamic", immediate = true, property = "kind=dynamic")
public final class DynamicConsumer implements EchoUser {

    private final Bindings bindings = new Bindings("dynamic");

    /** For SCR. */
    public DynamicConsumer() {}

    @Reference(name = "echo", policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.OPTIONAL)
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
