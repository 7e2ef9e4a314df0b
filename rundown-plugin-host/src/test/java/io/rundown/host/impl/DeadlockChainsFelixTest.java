package io.rundown.host.impl;

import org.osgi.framework.launch.FrameworkFactory;

/** On Apache Felix. */
class DeadlockChainsFelixTest extends DeadlockChainsContract {
    @Override
    FrameworkFactory frameworkFactory() {
        return new org.apache.felix.framework.FrameworkFactory();
    }

    @Override
    String[] refreshThatWaits() {
        String felix = "org.apache.felix.framework.Felix.";
        return new String[] {
            felix + "refreshPackages",
            felix + "acquireBundleLock",
            "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await"
        };
    }
}
