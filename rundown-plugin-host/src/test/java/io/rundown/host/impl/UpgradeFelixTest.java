package io.rundown.host.impl;

import org.osgi.framework.launch.FrameworkFactory;

/** On Apache Felix. */
class UpgradeFelixTest extends UpgradeContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.apache.felix.framework.FrameworkFactory();
    }
}
