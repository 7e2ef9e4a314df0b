package io.rundown.itests.sample.consumer;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.api.EchoUser;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** A dynamic reference to all services there are. */
@Component(name = "user.multiple", immediate = true, property = "kind=multiple")
public final class MultipleConsumer implements EchoUser {

    private final Bindings bindings = new Bindings("multiple");

    /** For SCR. */
    public MultipleConsumer() {}

    @Reference(name = "echo", policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
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
