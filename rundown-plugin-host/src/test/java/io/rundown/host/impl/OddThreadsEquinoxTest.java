package io.rundown.host.impl;

import org.osgi.framework.launch.FrameworkFactory;

/** On Eclipse Equinox. */
class OddThreadsEquinoxTest extends OddThreadsContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.eclipse.osgi.launch.EquinoxFactory();
    }

    @Override
    boolean needsContextClassLoader() {
        return true;
    }
}
