package io.rundown.host.impl;

import org.osgi.framework.launch.FrameworkFactory;

/** On Apache Felix. */
class ShutdownFelixTest extends ShutdownContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.apache.felix.framework.FrameworkFactory();
    }
}
