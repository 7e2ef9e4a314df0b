package io.rundown.host.impl;

import org.osgi.framework.launch.FrameworkFactory;

/** On Apache Felix. */
class OddThreadsFelixTest extends OddThreadsContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.apache.felix.framework.FrameworkFactory();
    }

    @Override
    boolean needsContextClassLoader() {
        return false;
    }
}
