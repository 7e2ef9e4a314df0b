package io.rundown.itests.harness;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;

/** What stops a plugin while the framework goes on. */
public enum Trigger {
    STOP {
        @Override
        public void pull(Bundle plugin, Bundle system) throws BundleException {
            plugin.stop();
        }
    },
    UPDATE {
        @Override
        public void pull(Bundle plugin, Bundle system) throws Exception {
            try (InputStream jar = URI.create(plugin.getLocation()).toURL().openStream()) {
                plugin.update(jar);
            }
        }
    },
    UNINSTALL {
        @Override
        public void pull(Bundle plugin, Bundle system) throws BundleException {
            plugin.uninstall();
        }
    },
    REFRESH {
        @Override
        public void pull(Bundle plugin, Bundle system) throws InterruptedException {
            CountDownLatch refreshed = new CountDownLatch(1);
            system.adapt(FrameworkWiring.class).refreshBundles(List.of(plugin), event -> {
                if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                    refreshed.countDown();
                }
            });
            Patience.await("the bundles are refreshed", refreshed);
        }
    };

    /** Does it and returns when it is done. */
    public abstract void pull(Bundle plugin, Bundle system) throws Exception;

    /** Does it. */
    public void pull(Bundle plugin) throws Exception {
        pull(plugin, plugin.getBundleContext().getBundle(Constants.SYSTEM_BUNDLE_LOCATION));
    }
}
