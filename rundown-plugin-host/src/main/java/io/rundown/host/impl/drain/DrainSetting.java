package io.rundown.host.impl.drain;

import io.rundown.host.impl.bound.ShutdownBudget;
import java.time.Duration;

/**
 * What all drains of a host have in common.
 *
 * @param unregisteringWaitsForFactories whether the framework lets no service go while its factory makes an object, as Equinox does
 */
record DrainSetting(
        Duration progressInterval,
        ShutdownBudget budget,
        DrainObservers observers,
        Deadlocks deadlocks,
        boolean unregisteringWaitsForFactories) {}
