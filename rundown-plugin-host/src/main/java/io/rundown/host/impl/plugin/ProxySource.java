package io.rundown.host.impl.plugin;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** Where consumers' proxies come from. */
interface ProxySource {

    /** Gives a consumer its proxy; {@code null} if the service has nothing for it. */
    @Nullable
    Object obtain(Bundle consumer);

    /** Takes a proxy back from a consumer. */
    void takeBack(Bundle consumer, Object proxy);
}
