package io.rundown.host.impl.operation;

import org.osgi.framework.launch.FrameworkFactory;

/** On Apache Felix. */
class BundleContentFelixTest extends BundleContentContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.apache.felix.framework.FrameworkFactory();
    }
}
