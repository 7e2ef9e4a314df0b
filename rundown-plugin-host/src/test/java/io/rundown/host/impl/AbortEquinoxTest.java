package io.rundown.host.impl;

import org.eclipse.osgi.launch.EquinoxFactory;
import org.osgi.framework.launch.FrameworkFactory;

/** On Eclipse Equinox. */
class AbortEquinoxTest extends AbortContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new EquinoxFactory();
    }
}
