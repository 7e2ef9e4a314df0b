package io.rundown.host.impl;

import org.osgi.framework.launch.FrameworkFactory;

/** On Eclipse Equinox. */
class DeadlockChainsEquinoxTest extends DeadlockChainsContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.eclipse.osgi.launch.EquinoxFactory();
    }

    @Override
    String[] refreshThatWaits() {
        return new String[] {
            "org.eclipse.osgi.container.ModuleContainer.refresh",
            "org.eclipse.osgi.container.Module.lockStateChange",
            "java.util.concurrent.locks.ReentrantLock.tryLock"
        };
    }
}
