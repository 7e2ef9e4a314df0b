package io.rundown.host.impl.plugin;

import io.rundown.host.impl.proxy.GuardedTarget;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * One object that the next revision has to have, because a consumer holds one of the revision before.
 *
 * @param service the service of the next revision
 * @param consumer who holds an object
 * @param target what the consumer's proxy leads to, if the proxy will lead to the next revision; {@code null} if the consumer gets
 *     another proxy
 */
record Want(
        PluginService service, Bundle consumer, @Nullable GuardedTarget target) {}
