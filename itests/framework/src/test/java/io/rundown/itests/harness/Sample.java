package io.rundown.itests.harness;

import static io.rundown.itests.harness.Header.activator;
import static io.rundown.itests.harness.Header.contains;
import static io.rundown.itests.harness.Header.exports;
import static io.rundown.itests.harness.Header.header;
import static io.rundown.itests.harness.Header.imports;
import static io.rundown.itests.harness.Header.optIn;

import java.util.List;
import java.util.Locale;

/** The sample bundles, made by {@link SampleJars} of the packages below {@code io.rundown.itests.sample}. */
public enum Sample {
    /** Stands in for the host when the tests are run without it. */
    NO_HOST(header("Provide-Capability", "osgi.extender;osgi.extender=io.rundown;version:Version=1.0")),
    OBSERVER(contains("observer"), activator("observer.ObserverActivator")),

    API(exports("api;version=1.0,stage;version=1.0")),
    API_2(exports("api;version=2.0"), header("Bundle-Version", "2.0.0")),
    /** Makes the host import the API in another version than the plugins use. */
    HOST_IMPORTS_API_2(header("Fragment-Host", "io.rundown.host"), imports("api;version='[2,3)'")),

    ACTIVATOR_PROVIDER(
            optIn(""), contains("provider,provider.activator"), activator("provider.activator.EchoActivator")),
    SECOND_ACTIVATOR_PROVIDER(
            optIn(""), contains("provider,provider.activator"), activator("provider.activator.EchoActivator")),
    /** Drains of operations on it are given up soon. */
    ABORTING_PROVIDER(
            optIn(";drain.timeout='PT0.2S';drain.on-timeout=abort"),
            contains("provider,provider.activator"),
            activator("provider.activator.EchoActivator")),
    DELAYED_PROVIDER(optIn(""), contains("provider,provider.delayed")),
    IMMEDIATE_PROVIDER(optIn(""), contains("provider,provider.immediate")),
    PROTOTYPE_PROVIDER(optIn(""), contains("provider,provider.prototype")),
    WORKER(optIn(""), contains("provider.worker")),
    LATECOMER(optIn(""), contains("provider.latecomer"), activator("provider.latecomer.LatecomerActivator")),
    OWN_API_PROVIDER(
            optIn(""),
            contains("provider.own"),
            exports("own;version=1.0;-noimport:=true"),
            imports("api;version='[1,2)',stage;version='[1,2)'"),
            activator("provider.own.OwnActivator")),
    PROVIDER_OF_API_2(
            optIn(""),
            contains("provider,provider.activator"),
            imports("api;version='[2,3)',stage;version='[1,2)'"),
            activator("provider.activator.EchoActivator")),
    BLUEPRINT_PROVIDER(
            optIn(""),
            contains("provider,provider.blueprint"),
            header("-includeresource", "OSGI-INF/blueprint/provider.xml=blueprint/provider.xml")),

    FAILING_PROVIDER(optIn(""), contains("provider,provider.failing"), activator("provider.failing.FailingActivator")),
    REGISTERING_THEN_FAILING_PROVIDER(
            optIn(""),
            contains("provider,provider.failing"),
            activator("provider.failing.RegisteringThenFailingActivator")),
    /** Starts, but its service cannot be obtained: of a factory that makes nothing, and of a component that cannot be activated. */
    BROKEN_FACTORY_PROVIDER(
            optIn(""), contains("provider,provider.failing"), activator("provider.failing.BrokenFactoryActivator")),
    BROKEN_COMPONENT_PROVIDER(optIn(""), contains("provider,provider.broken")),

    /** The next revision of the delayed provider, whose component cannot be activated. */
    BROKEN_PROVIDER(optIn(""), contains("provider,provider.broken"), header("Bundle-Version", "2.0.0")),
    UNRESOLVABLE_PROVIDER(optIn(""), imports("no.such.package;version=1.0")),

    LATER_API(exports("later;version=1.0")),
    LATER_PLUGIN(optIn(""), imports("later")),

    /** Plugins without code: tests register services through their bundle contexts. */
    BLANK_PLUGIN(optIn(""), imports("api;version='[1,2)'")),
    SECOND_BLANK_PLUGIN(optIn(""), imports("api;version='[1,2)'")),
    /** A plugin only if {@code rundown.plugins} says so. */
    UNMODIFIED_PLUGIN(imports("api;version='[1,2)'")),
    IMPATIENT_PLUGIN(optIn(";drain.timeout='500'"), imports("api;version='[1,2)'")),
    INTERRUPTING_PLUGIN(optIn(";drain.timeout='PT0.3S';drain.on-timeout=interrupt"), imports("api;version='[1,2)'")),
    SLOPPY_PLUGIN(
            optIn(";drain.timeout='soon';drain.on-timeout=explode;drain.colour=blue"), imports("api;version='[1,2)'")),

    CONSUMER(imports("api;version='[1,2)'")),
    CONSUMER_OF_API_2(imports("api;version='[2,3)'")),
    CONSUMER_OF_OWN_API(imports("own")),
    INDIFFERENT_CONSUMER(),
    COMPONENT_CONSUMERS(contains("consumer")),
    BLUEPRINT_CONSUMER(
            contains("consumer.blueprint"),
            header("-includeresource", "OSGI-INF/blueprint/consumer.xml=blueprint/consumer.xml"));

    private final List<Header> headers;

    Sample(Header... headers) {
        this.headers = List.of(headers);
    }

    /** The symbolic name, and the name of the jar. */
    public String symbolicName() {
        return "sample." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    List<Header> headers() {
        return headers;
    }
}
