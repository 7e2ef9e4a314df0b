package io.rundown.host.impl;

import org.osgi.framework.launch.FrameworkFactory;

/** On Eclipse Equinox. */
class UpgradeInTimeEquinoxTest extends UpgradeInTimeContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.eclipse.osgi.launch.EquinoxFactory();
    }
}
