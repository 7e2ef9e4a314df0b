package io.rundown.host.impl.operation;

import io.rundown.spi.ThreadView;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What can be seen to keep a class loader that ought to go. */
final class Leaks {

    private final ClassLoader loader;
    private final List<String> found = new ArrayList<>();

    private Leaks(ClassLoader loader) {
        this.loader = loader;
    }

    /** Looks for it; each entry says what it is. */
    static List<String> of(ClassLoader loader) {
        Leaks leaks = new Leaks(loader);
        ThreadView.all().forEach(leaks::lookAt);
        try {
            leaks.lookAtMBeans();
        } catch (NoClassDefFoundError e) {
            return leaks.found; // a runtime without the module java.management
        }
        return leaks.found;
    }

    private void lookAt(Thread thread) {
        if (ThreadView.contextClassLoader(thread) == loader) {
            found.add("thread '" + thread.getName() + "' by its context class loader");
        } else if (thread.getClass().getClassLoader() == loader) {
            found.add("thread '" + thread.getName() + "' by its class "
                    + thread.getClass().getName());
        }
    }

    private void lookAtMBeans() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            try {
                if (server.getClassLoaderFor(name) == loader) {
                    found.add("MBean " + name);
                }
            } catch (InstanceNotFoundException e) {
                continue; // unregistered meanwhile
            }
        }
    }
}
