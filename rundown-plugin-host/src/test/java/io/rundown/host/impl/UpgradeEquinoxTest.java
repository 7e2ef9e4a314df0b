package io.rundown.host.impl;

import org.osgi.framework.launch.FrameworkFactory;

/** On Eclipse Equinox. */
class UpgradeEquinoxTest extends UpgradeContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.eclipse.osgi.launch.EquinoxFactory();
    }
}
