package io.rundown.itests.thirdparty;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.api.EchoUser;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import java.util.List;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

/** Aries Blueprint tears containers down in an EventHook of its own; the host's has to come first. */
public class BlueprintIT extends InFramework {

    @Override
    protected List<Option> moreBundles() {
        return List.of(
                dependency("asm"),
                dependency("asm-tree"),
                dependency("asm-commons"),
                dependency("aries-proxy"),
                dependency("blueprint-api"),
                dependency("blueprint-core"));
    }

    @Test
    public void beanIsNotDestroyedUnderACallByStop() throws Exception {
        beanSurvivesItsCall(Trigger.STOP);
    }

    @Test
    public void beanIsNotDestroyedUnderACallByUpdate() throws Exception {
        beanSurvivesItsCall(Trigger.UPDATE);
    }

    @Test
    public void beanIsNotDestroyedUnderACallByUninstall() throws Exception {
        beanSurvivesItsCall(Trigger.UNINSTALL);
    }

    private void beanSurvivesItsCall(Trigger trigger) throws Exception {
        Bundle plugin = start(Sample.BLUEPRINT_PROVIDER);
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        Call<Void> stopper = callers.run(trigger.name(), () -> trigger.pull(plugin, context.getBundle(0)));
        drains.awaitBegan(plugin);
        assertFalse("destroyed under the call", Journal.contains("torn down"));
        held.release();
        assertEquals("call echoed", call.result());
        stopper.result();
        Patience.until("destroyed", () -> Journal.contains("torn down"));
        Journal.assertOrder("end call", "torn down");
        assertEquals(0, Stage.afterStop());
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
    }

    @Test
    public void referenceIsInjectedWithTheProxyAndFollowsARestart() throws Exception {
        assumeAriesCanProxyReferences();
        start(Sample.BLUEPRINT_CONSUMER);
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        EchoUser user = blueprintUser();
        Held held = hold("call");
        Call<List<String>> call = callers.start("caller", () -> user.callAll("call"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        assertEquals(
                "the call came through a proxy", 1, drains.awaitBegan(plugin).inFlightAtBegin());
        held.release();
        assertEquals(List.of("call echoed"), call.result());
        stopper.result();
        plugin.start();
        assertEquals(List.of("again echoed"), user.callAll("again"));
    }

    @Test
    public void providerAndConsumerBothWiredByBlueprint() throws Exception {
        assumeAriesCanProxyReferences();
        Bundle plugin = start(Sample.BLUEPRINT_PROVIDER);
        view.proxy(); // there before the consumer: containers register services on threads of their own
        start(Sample.BLUEPRINT_CONSUMER);
        EchoUser user = blueprintUser();
        assertEquals(List.of("x echoed"), user.callAll("x"));
        plugin.stop();
        assertTrue(view.references(Echo.class.getName()).isEmpty());
    }

    /**
     * Aries makes a proxy of its own for every reference, and Aries Proxy 1.1.14, the newest we could get, knows
     * the class files of Java 5 to 21 only: "Invalid Java version 69" on Java 25, with the host or without.
     */
    private static void assumeAriesCanProxyReferences() {
        int feature = Runtime.version().feature();
        assumeTrue("Aries Proxy 1.1.14 has no proxies for Java " + feature + ", only up to 21", feature <= 21);
    }

    private EchoUser blueprintUser() throws Exception {
        Patience.until(
                "the container of the consumer is ready",
                () -> !view.references(EchoUser.class.getName(), "(kind=blueprint)")
                        .isEmpty());
        return (EchoUser) context.getService(
                view.references(EchoUser.class.getName(), "(kind=blueprint)").get(0));
    }
}
