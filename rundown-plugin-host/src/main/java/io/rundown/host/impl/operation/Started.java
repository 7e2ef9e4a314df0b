package io.rundown.host.impl.operation;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * How a bundle was started.
 *
 * @param startLevel at which level
 * @param persistently whether it is to be started again with the framework
 * @param byPolicy whether it may wait for the first of its classes to be loaded
 */
record Started(int startLevel, boolean persistently, boolean byPolicy) {

    static Started of(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level == null
                ? new Started(1, false, false)
                : new Started(level.getStartLevel(), level.isPersistentlyStarted(), level.isActivationPolicyUsed());
    }

    /** Starts a bundle again that was stopped transiently. */
    void startAgain(Bundle bundle) throws BundleException {
        bundle.start(Bundle.START_TRANSIENT | (byPolicy ? Bundle.START_ACTIVATION_POLICY : 0));
    }

    /** Starts another bundle in the same way, but for the policy: it starts at once. */
    void startAlike(Bundle other) throws BundleException {
        BundleStartLevel level = other.adapt(BundleStartLevel.class);
        if (level != null && level.getStartLevel() != startLevel) {
            level.setStartLevel(startLevel);
        }
        other.start(persistently ? 0 : Bundle.START_TRANSIENT);
    }
}
