package io.rundown.host.impl.operation;

import org.osgi.framework.launch.FrameworkFactory;

/** On Eclipse Equinox. */
class BundleContentEquinoxTest extends BundleContentContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.eclipse.osgi.launch.EquinoxFactory();
    }
}
