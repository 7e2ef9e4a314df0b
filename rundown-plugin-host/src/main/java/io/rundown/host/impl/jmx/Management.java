package io.rundown.host.impl.jmx;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.host.PluginDTO;
import io.rundown.host.PluginHost;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.thread.HostThreads;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceRegistration;

/**
 * Keeps the MBeans as the plugins are. All of it is done on one thread, one after the other, so that no lock is needed, and no client's
 * listener runs where a bundle stops.
 */
public final class Management implements BundleListener, DrainListener {

    private static final System.Logger LOG = HostLog.get();
    private static final String DOMAIN = "io.rundown";
    private static final String DRAIN_BEGAN = "io.rundown.drain.began";
    private static final String DRAIN_ENDED = "io.rundown.drain.ended";
    private static final Pattern SPECIAL = Pattern.compile("[,=:\"*?\n]");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PluginHost host;
    private final Function<Duration, Deadline> deadlines;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ExecutorService thread = HostThreads.one("rundown management");
    private final AtomicLong notifications = new AtomicLong();
    private final NotificationBroadcasterSupport broadcaster = new NotificationBroadcasterSupport(
            thread,
            new MBeanNotificationInfo(
                    new String[] {DRAIN_BEGAN, DRAIN_ENDED},
                    Notification.class.getName(),
                    "a drain of a plugin or of one of its services; the user data is the drain's report"));
    private final NotificationBroadcasterSupport silent = new NotificationBroadcasterSupport();
    private final Map<Long, ObjectName> plugins = new HashMap<>();
    private final ObjectName hostName = name("type=Host");
    private final AtomicBoolean following = new AtomicBoolean();
    private boolean open;

    private Management(PluginHost host, Function<Duration, Deadline> deadlines) {
        this.host = host;
        this.deadlines = deadlines;
    }

    /**
     * Registers what there is; does not wait for that.
     *
     * @param deadlines makes the deadline of a wait
     * @return takes all of it away, and waits a moment for that
     */
    public static Runnable open(BundleContext context, PluginHost host, Function<Duration, Deadline> deadlines) {
        Management management = new Management(host, deadlines);
        management.later(management::registerAll);
        context.addBundleListener(management);
        ServiceRegistration<?> registration = context.registerService(DrainListener.class, management, null);
        return () -> {
            registration.unregister();
            context.removeBundleListener(management);
            management.close();
        };
    }

    private void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.TRACE, "the plugin host has stopped", e);
        }
    }

    private void registerAll() {
        try {
            server.registerMBean(new DescribedMBean(new HostBean(host), HostMBean.class, broadcaster), hostName);
            open = true;
        } catch (InstanceAlreadyExistsException e) {
            LOG.log(
                    Level.WARNING,
                    "{0} is another plugin host''s, in another framework of this JVM; this one is not managed by JMX",
                    hostName);
        } catch (JMException e) {
            LOG.log(Level.WARNING, "the plugin host is not managed by JMX", e);
        }
        follow();
    }

    private void close() {
        later(this::unregisterAll);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(deadlines.apply(PATIENCE).remainingNanos(), TimeUnit.NANOSECONDS)) {
                LOG.log(Level.WARNING, "a JMX client's listener keeps the plugin host from taking its MBeans away");
            }
        } catch (InterruptedException e) {
            KeptInterrupts.keep();
        }
    }

    private void unregisterAll() {
        if (open) {
            open = false;
            plugins.values().forEach(this::unregister);
            plugins.clear();
            unregister(hostName);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (following.compareAndSet(false, true)) { // many events come at once when a framework starts
            later(this::follow);
        }
    }

    private void follow() {
        following.set(false);
        if (!open) {
            return;
        }
        Map<Long, PluginDTO> present = new HashMap<>();
        host.plugins().forEach(plugin -> present.put(plugin.bundleId, plugin));
        plugins.entrySet().removeIf(entry -> {
            boolean gone = !present.containsKey(entry.getKey());
            if (gone) {
                unregister(entry.getValue());
            }
            return gone;
        });
        present.forEach(this::manage);
    }

    private void manage(long id, PluginDTO plugin) {
        try {
            ObjectName name = name("type=Plugin,name=" + value(plugin.symbolicName) + ",id=" + id);
            ObjectName before = plugins.get(id);
            if (!name.equals(before)) {
                if (before != null) {
                    unregister(before);
                }
                server.registerMBean(new DescribedMBean(new PluginBean(host, plugin), PluginMBean.class, silent), name);
                plugins.put(id, name);
            }
        } catch (JMException | RuntimeException e) { // the other plugins are managed all the same
            LOG.log(Level.WARNING, "plugin " + plugin.symbolicName + " [" + id + "] is not managed by JMX", e);
        }
    }

    private void unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.log(Level.DEBUG, "{0} was unregistered by somebody else", name);
        } catch (JMException e) {
            LOG.log(Level.WARNING, name + " cannot be unregistered", e);
        }
    }

    @Override
    public void drainBegan(DrainReport report) {
        send(DRAIN_BEGAN, report);
    }

    @Override
    public void drainEnded(DrainReport report) {
        send(DRAIN_ENDED, report);
    }

    private void send(String type, DrainReport report) {
        later(() -> sendNow(type, report));
    }

    private void sendNow(String type, DrainReport report) {
        Notification notification = new Notification(
                type,
                hostName,
                notifications.incrementAndGet(),
                report.plugin() + " [" + report.bundleId() + "] " + report.outcome() + ", " + report.inFlight()
                        + " in flight");
        notification.setUserData(OpenData.of(report));
        broadcaster.sendNotification(notification);
    }

    /** As it is, unless it has a character that means something in an object name, such as a star. */
    private static String value(String text) {
        return SPECIAL.matcher(text).find() ? ObjectName.quote(text) : text;
    }

    private static ObjectName name(String keys) {
        try {
            return new ObjectName(DOMAIN + ":" + keys);
        } catch (JMException e) {
            throw new IllegalArgumentException(keys, e);
        }
    }
}
