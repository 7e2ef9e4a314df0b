package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.Probe;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;

/** What a JMX client in another place sees and does, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class ManagementContract extends HostOnFramework {

    private static final long PATIENCE_NANOS = 10_000_000_000L;

    @SuppressWarnings("NullAway.Init")
    private JMXConnectorServer server;

    @SuppressWarnings("NullAway.Init")
    private JMXConnector connector;

    @SuppressWarnings("NullAway.Init")
    private MBeanServerConnection remote;

    @SuppressWarnings("NullAway.Init")
    private ObjectName ofHost;

    @BeforeEach
    @SuppressWarnings("BanJNDI") // the address is the server's own
    void connect() throws Exception {
        // Equinox has given the thread one that does not see the JDK's modules
        Thread.currentThread().setContextClassLoader(ManagementContract.class.getClassLoader());
        server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, ManagementFactory.getPlatformMBeanServer());
        server.start();
        connector = JMXConnectorFactory.connect(server.getAddress());
        remote = connector.getMBeanServerConnection();
        ofHost = new ObjectName("io.rundown:type=Host");
        until(ofPlugin(), true);
    }

    @AfterEach
    void disconnect() throws Exception {
        connector.close();
        server.stop();
    }

    private ObjectName ofPlugin() throws Exception {
        return new ObjectName("io.rundown:type=Plugin,name=" + PLUGIN + ",id=" + plugin.getBundleId());
    }

    @SuppressWarnings("ThreadPriorityCheck") // names come and go on a thread of the host's, and tell nobody here
    private void until(ObjectName name, boolean registered) throws Exception {
        long begun = System.nanoTime();
        while (remote.isRegistered(name) != registered) {
            assertTrue(System.nanoTime() - begun < PATIENCE_NANOS, () -> name + " registered: " + !registered);
            Thread.yield();
        }
    }

    private CompositeData invoke(ObjectName name, String operation, Object... arguments) throws Exception {
        String[] signature = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            signature[i] = arguments[i] instanceof Long
                    ? "long"
                    : arguments[i].getClass().getName();
        }
        return (CompositeData) remote.invoke(name, operation, arguments, signature);
    }

    @Test
    void pluginsServicesAndCalls() throws Exception {
        CompositeData[] plugins = (CompositeData[]) remote.getAttribute(ofHost, "Plugins");
        assertEquals(1, plugins.length);
        assertEquals(PLUGIN, plugins[0].get("symbolicName"));
        assertEquals(plugin.getBundleId(), plugins[0].get("bundleId"));
        CompositeData[] services = (CompositeData[]) remote.getAttribute(ofPlugin(), "Services");
        assertEquals(2, services.length);
        assertArrayEquals(new String[] {Greeter.class.getName()}, (String[]) services[0].get("objectClass"));
        assertEquals(true, services[0].get("guarded"));
        assertEquals(false, services[1].get("guarded"));
        assertTrue(String.valueOf(services[1].get("unguardedReason")).contains("class"), services[1]::toString);

        Greeter greeter = greeter();
        CompletableFuture<String> inside = async(() -> greeter.greet("world"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        assertEquals(1L, remote.getAttribute(ofPlugin(), "InFlight"));
        CompositeData[] calls = (CompositeData[]) remote.getAttribute(ofPlugin(), "Calls");
        assertEquals(1, calls.length);
        assertEquals("GuardedGreeter.greet", calls[0].get("method"));
        assertEquals(-1L, calls[0].get("atLeastMillis"));
        assertTrue(((String[]) calls[0].get("stack")).length > 3);
        Probe.leave.countDown();
        inside.get(10, TimeUnit.SECONDS);
    }

    @Test
    void operationsAndNotifications() throws Exception {
        BlockingQueue<Notification> notifications = new LinkedBlockingQueue<>();
        remote.addNotificationListener(ofHost, (notification, handback) -> notifications.add(notification), null, null);
        Greeter greeter = greeter();
        CompletableFuture<String> inside = async(() -> greeter.greet("world"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<CompositeData> drain = async(() -> invoke(ofPlugin(), "drain"));
        assertNotification(notifications, "io.rundown.drain.began", 1);
        Probe.leave.countDown();
        CompositeData report = drain.get(30, TimeUnit.SECONDS);
        inside.get(10, TimeUnit.SECONDS);
        assertEquals("DONE", report.get("outcome"));
        assertEquals("DRAINED", ((CompositeData) report.get("drain")).get("outcome"));
        assertEquals("drain", ((CompositeData[]) report.get("steps"))[0].get("name"));
        assertNotification(notifications, "io.rundown.drain.ended", 0);
        assertEquals("RUN_DOWN", remote.getAttribute(ofPlugin(), "State"));
        assertEquals("DONE", invoke(ofHost, "resume", plugin.getBundleId()).get("outcome"));
        assertEquals("ACTIVE", remote.getAttribute(ofPlugin(), "State"));
        assertEquals("DONE", invoke(ofPlugin(), "reload", plugin.getLocation()).get("outcome"));
        assertEquals(
                "NOTHING_TO_DO",
                ((CompositeData) remote.invoke(
                                ofHost, "refresh", new Object[] {new long[0]}, new String[] {long[].class.getName()}))
                        .get("outcome"));
        assertTrue(((CompositeData[]) remote.getAttribute(ofHost, "History")).length >= 2);
        until(ofPlugin(), true);
        invoke(ofPlugin(), "stop");
        assertEquals(Bundle.RESOLVED, plugin.getState());
        until(ofPlugin(), false);
    }

    private static void assertNotification(BlockingQueue<Notification> notifications, String type, long inFlight)
            throws InterruptedException {
        Notification notification = notifications.poll(10, TimeUnit.SECONDS);
        assertTrue(notification != null, "no notification has come");
        assertEquals(type, notification.getType());
        assertTrue(notification.getMessage().startsWith(PLUGIN), notification::getMessage);
        assertEquals(inFlight, ((CompositeData) notification.getUserData()).get("inFlight"));
    }

    @Test
    void operationsAndTheirParametersAreDescribed() throws Exception {
        for (ObjectName name : List.of(ofHost, ofPlugin())) {
            for (MBeanAttributeInfo attribute : remote.getMBeanInfo(name).getAttributes()) {
                assertTrue(attribute.getDescription().contains(" "), attribute::toString);
            }
            for (MBeanOperationInfo operation : remote.getMBeanInfo(name).getOperations()) {
                assertTrue(operation.getDescription().contains(" "), operation::toString);
                for (MBeanParameterInfo parameter : operation.getSignature()) {
                    assertTrue(
                            List.of("bundleId", "bundleIds", "jar").contains(parameter.getName()), operation::toString);
                    assertTrue(parameter.getDescription().contains(" "), operation::toString);
                }
            }
        }
    }

    @Test
    void unload() throws Exception {
        assertEquals("DONE", invoke(ofPlugin(), "unload").get("outcome"));
        assertEquals(Bundle.UNINSTALLED, plugin.getState());
        until(ofPlugin(), false);
    }

    @Test
    void nonsenseIsRefusedWithTheReason() throws Exception {
        RuntimeMBeanException unknown = assertThrows(RuntimeMBeanException.class, () -> invoke(ofHost, "drain", 4711L));
        assertTrue(String.valueOf(unknown.getCause()).contains("there is no bundle 4711"), unknown::toString);
        RuntimeMBeanException noIds = assertThrows(
                RuntimeMBeanException.class,
                () -> remote.invoke(ofHost, "refresh", new Object[] {null}, new String[] {long[].class.getName()}));
        assertTrue(String.valueOf(noIds.getCause()).contains("no bundle ids are given"), noIds::toString);
        RuntimeMBeanException noJar = assertThrows(
                RuntimeMBeanException.class,
                () -> remote.invoke(ofPlugin(), "reload", new Object[] {null}, new String[] {String.class.getName()}));
        assertTrue(String.valueOf(noJar.getCause()).contains("no jar is named"), noJar::toString);
        RuntimeMBeanException noUrl =
                assertThrows(RuntimeMBeanException.class, () -> invoke(ofPlugin(), "reload", "nonsense:x.jar"));
        assertTrue(String.valueOf(noUrl.getCause()).contains("'nonsense:x.jar' is no URL"), noUrl::toString);
        Exception noRevision = assertThrows(Exception.class, () -> invoke(ofPlugin(), "reload", "file:/no/such.jar"));
        assertTrue(
                String.valueOf(noRevision).contains("no/such.jar")
                        || String.valueOf(noRevision.getCause()).contains("no/such.jar"),
                noRevision::toString);
        Probe.leave.countDown();
        assertEquals("hello again", greeter().greet("again"));
    }

    @Test
    void symbolicNameThatNoObjectNameCanHaveIsQuotedAndTheOthersAreManaged() throws Exception {
        String odd = "sample.*?";
        Bundle starred = install(framework.getBundleContext(), BundleFiles.plugin(NoActivator.class, odd, "", folder));
        starred.start();
        Bundle other = install(
                framework.getBundleContext(), BundleFiles.plugin(NoActivator.class, "sample.other", "", folder));
        other.start();
        until(new ObjectName("io.rundown:type=Plugin,name=sample.other,id=" + other.getBundleId()), true);
        ObjectName quoted =
                new ObjectName("io.rundown:type=Plugin,name=" + ObjectName.quote(odd) + ",id=" + starred.getBundleId());
        until(quoted, true);
        assertEquals("1.0.0", remote.getAttribute(quoted, "Version"));
        starred.stop();
        until(quoted, false);
    }

    @Test
    void nothingIsLeftWhenTheHostHasStopped() throws Exception {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if ("io.rundown.host".equals(bundle.getSymbolicName())) {
                bundle.stop();
            }
        }
        assertEquals(Map.of(), Map.copyOf(names()));
        assertFalse(remote.isRegistered(ofHost));
    }

    private Map<String, List<String>> names() throws Exception {
        List<String> names = remote.queryNames(new ObjectName("io.rundown:*"), null).stream()
                .map(ObjectName::toString)
                .toList();
        return names.isEmpty() ? Map.of() : Map.of("left", names);
    }
}
