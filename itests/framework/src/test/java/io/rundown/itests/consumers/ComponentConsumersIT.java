package io.rundown.itests.consumers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.EchoUser;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** Components of Declarative Services are bound to one proxy and unbound before the drain waits. */
public class ComponentConsumersIT extends InFramework {

    @Test
    public void staticReference() throws Exception {
        boundAndToldInTime("static", Sample.DELAYED_PROVIDER);
    }

    @Test
    public void dynamicReference() throws Exception {
        boundAndToldInTime("dynamic", Sample.IMMEDIATE_PROVIDER);
    }

    @Test
    public void multipleReference() throws Exception {
        boundAndToldInTime("multiple", Sample.ACTIVATOR_PROVIDER);
    }

    @Test
    public void prototypeRequiredReference() throws Exception {
        boundAndToldInTime("prototype", Sample.PROTOTYPE_PROVIDER);
    }

    @Test
    public void multipleReferenceSeesEachServiceOnce() throws Exception {
        start(Sample.COMPONENT_CONSUMERS);
        start(Sample.ACTIVATOR_PROVIDER);
        start(Sample.IMMEDIATE_PROVIDER);
        start(Sample.DELAYED_PROVIDER);
        Patience.until("three bindings", () -> bindings("multiple") == 3);
        assertEquals(
                List.of("x echoed", "x echoed", "x echoed"), user("multiple").callAll("x"));
        assertFalse(Journal.entries().toString(), Journal.contains("multiple bound to an original"));
    }

    @Test
    public void consumersFindTheServiceAgainAfterARestart() throws Exception {
        start(Sample.COMPONENT_CONSUMERS);
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        for (int round = 1; round <= 3; round++) {
            int bound = round;
            for (String kind : List.of("static", "dynamic", "multiple")) {
                Patience.until(kind + " bound", () -> bindings(kind) == bound);
                assertEquals(List.of("x echoed"), user(kind).callAll("x"));
            }
            plugin.stop();
            plugin.start();
        }
        assertEquals(0, Journal.count(entry -> entry.endsWith("bound to an original")));
    }

    private void boundAndToldInTime(String kind, Sample provider) throws Exception {
        start(Sample.COMPONENT_CONSUMERS);
        Bundle plugin = start(provider);
        Patience.until(kind + " bound", () -> bindings(kind) > 0);
        assertEquals(1, bindings(kind));
        EchoUser user = user(kind);
        Held held = hold("call");
        Call<List<String>> call = callers.start("caller", () -> user.callAll("call"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        drains.awaitBegan(plugin);

        Journal.assertOrder(kind + " bound to a proxy", "begin call", kind + " unbound");
        held.release();
        assertEquals(List.of("call echoed"), call.result());
        stopper.result();
        Journal.assertOrder(kind + " unbound", "end call", "torn down");
        assertFalse(Journal.entries().toString(), Journal.contains(kind + " bound to an original"));
    }

    private static long bindings(String kind) {
        return Journal.count(entry -> entry.startsWith(kind + " bound"));
    }

    private EchoUser user(String kind) throws Exception {
        String filter = "(kind=" + kind + ")";
        Patience.until(
                "the component " + kind + " is active",
                () -> !context.getServiceReferences(EchoUser.class, filter).isEmpty());
        ServiceReference<EchoUser> reference =
                context.getServiceReferences(EchoUser.class, filter).iterator().next();
        return context.getService(reference);
    }
}
