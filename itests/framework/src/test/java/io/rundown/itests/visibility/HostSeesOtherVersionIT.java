package io.rundown.itests.visibility;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;

import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import java.util.List;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

/** It does not matter which version of a plugin's API the host itself imports. */
public class HostSeesOtherVersionIT extends InFramework {

    @Override
    protected List<Option> moreBundles() {
        return List.of(bundle(Sample.API_2), fragment(Sample.HOST_IMPORTS_API_2));
    }

    @Test
    public void pluginsAndConsumersOfTheFirstVersionMeet() throws Exception {
        hostImportsVersion2();
        start(Sample.DELAYED_PROVIDER);
        Bundle consumer = start(Sample.CONSUMER);
        assertEquals("x echoed", view.echo().echo("x"));
        assertEquals("y echoed", new View(consumer.getBundleContext()).echo().echo("y"));
    }

    @Test
    public void consumersOfTheSecondVersionDoNotSeeTheFirst() throws Exception {
        hostImportsVersion2();
        start(Sample.DELAYED_PROVIDER);
        Bundle consumer = start(Sample.CONSUMER_OF_API_2);
        assertEquals(List.of(), View.describe(new View(consumer.getBundleContext()).references(Echo.class.getName())));
    }

    private void hostImportsVersion2() throws Exception {
        assertEquals("io.rundown.host", hostBundle().getSymbolicName());
        assertNotSame(Echo.class, hostBundle().loadClass(Echo.class.getName()));
    }
}
