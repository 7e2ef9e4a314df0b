package io.rundown.demo.operator;

import io.rundown.demo.wire.Operator;
import io.rundown.host.PluginHost;
import java.io.InputStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reloads plugins through the plugin host, which drains, holds, and goes back if need be. */
@Component
public final class ReloadingOperator implements Operator {

    private final PluginHost host;

    /** Called by the component runtime. */
    @Activate
    public ReloadingOperator(@Reference PluginHost host) {
        this.host = host;
    }

    @Override
    public String reload(long bundleId, InputStream revision) throws InterruptedException {
        return host.reload(bundleId, revision).outcome().name();
    }
}
