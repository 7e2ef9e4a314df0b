package io.rundown.host.impl.drain;

import io.rundown.host.DrainListener;

/**
 * Somebody who is told of drains.
 *
 * @param queue delivers what it is told
 */
public record Observer(DrainListener listener, ObserverQueue queue) {}
