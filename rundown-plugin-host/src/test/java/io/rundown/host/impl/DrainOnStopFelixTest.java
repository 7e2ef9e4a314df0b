package io.rundown.host.impl;

import org.osgi.framework.launch.FrameworkFactory;

/** On Apache Felix. */
class DrainOnStopFelixTest extends DrainOnStopContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.apache.felix.framework.FrameworkFactory();
    }

    @Override
    boolean unregisteringWaitsForFactories() {
        return false;
    }
}
