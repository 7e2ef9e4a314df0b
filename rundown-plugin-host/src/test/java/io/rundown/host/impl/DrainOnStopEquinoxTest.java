package io.rundown.host.impl;

import org.eclipse.osgi.launch.EquinoxFactory;
import org.osgi.framework.launch.FrameworkFactory;

/** On Eclipse Equinox. */
class DrainOnStopEquinoxTest extends DrainOnStopContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new EquinoxFactory();
    }

    @Override
    boolean unregisteringWaitsForFactories() {
        return true;
    }
}
