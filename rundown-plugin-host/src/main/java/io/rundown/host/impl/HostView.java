package io.rundown.host.impl;

import io.rundown.host.DrainReport;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginCallDTO;
import io.rundown.host.PluginDTO;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginOperation;
import io.rundown.host.PluginServiceDTO;
import io.rundown.host.RefreshReport;
import io.rundown.host.ReloadMode;
import io.rundown.host.impl.drain.Drains;
import io.rundown.host.impl.operation.CallsInFlight;
import io.rundown.host.impl.operation.PluginOperations;
import io.rundown.host.impl.operation.Submissions;
import io.rundown.host.impl.plugin.HeldPlugin;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginRegistry;
import java.io.InputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** The {@link PluginHost} service. */
final class HostView implements PluginHost {

    private final PluginRegistry plugins;
    private final Drains drains;
    private final PluginOperations operations;
    private final Submissions submissions;
    private final CallsInFlight calls;

    HostView(
            PluginRegistry plugins,
            Drains drains,
            PluginOperations operations,
            Submissions submissions,
            CallsInFlight calls) {
        this.calls = calls;
        this.plugins = plugins;
        this.drains = drains;
        this.operations = operations;
        this.submissions = submissions;
    }

    @Override
    public OperationReport drain(long bundleId) throws InterruptedException {
        return operations.run(PluginOperation.DRAIN, bundleId);
    }

    @Override
    public OperationReport resume(long bundleId) throws InterruptedException {
        return operations.run(PluginOperation.RESUME, bundleId);
    }

    @Override
    public OperationReport stop(long bundleId) throws InterruptedException {
        return operations.run(PluginOperation.STOP, bundleId);
    }

    @Override
    public OperationReport reload(long bundleId, InputStream revision) throws InterruptedException {
        return operations.reload(bundleId, Objects.requireNonNull(revision, "revision"));
    }

    @Override
    public OperationReport reload(long bundleId) throws InterruptedException {
        return operations.run(PluginOperation.RELOAD, bundleId);
    }

    @Override
    public OperationReport reload(long bundleId, InputStream revision, ReloadMode mode) throws InterruptedException {
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(mode, "mode");
        return mode == ReloadMode.IN_PLACE
                ? operations.reload(bundleId, revision)
                : operations.reloadSideBySide(bundleId, revision);
    }

    @Override
    public CompletionStage<OperationReport> submitReload(long bundleId, InputStream revision, ReloadMode mode) {
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(mode, "mode");
        return submissions.submit(() -> reload(bundleId, revision, mode));
    }

    @Override
    public RefreshReport refresh(Collection<Long> bundleIds) throws InterruptedException {
        return operations.refresh(List.copyOf(bundleIds));
    }

    @Override
    public CompletionStage<RefreshReport> submitRefresh(Collection<Long> bundleIds) {
        List<Long> ids = List.copyOf(bundleIds);
        return submissions.submit(() -> operations.refresh(ids));
    }

    @Override
    public OperationReport unload(long bundleId) throws InterruptedException {
        return operations.run(PluginOperation.UNLOAD, bundleId);
    }

    @Override
    public CompletionStage<OperationReport> submit(PluginOperation operation, long bundleId) {
        Objects.requireNonNull(operation, "operation");
        return submissions.submit(() -> operations.run(operation, bundleId));
    }

    @Override
    public List<PluginDTO> plugins() {
        return plugins.all().stream().map(HostView::view).toList();
    }

    @Override
    public List<DrainReport> history() {
        return drains.history();
    }

    @Override
    public List<PluginCallDTO> calls(long bundleId) {
        return calls.of(bundleId);
    }

    private static PluginDTO view(Plugin plugin) {
        PluginDTO dto = new PluginDTO();
        dto.symbolicName = plugin.name();
        dto.version = plugin.version();
        dto.bundleId = plugin.bundleId();
        dto.state = plugin.ref().state().name();
        dto.inFlight = plugin.ref().inFlight();
        dto.rejected = plugin.rejected();
        HeldPlugin held = plugin.held();
        dto.hold = held != null;
        dto.waiting = held == null ? 0 : held.calls().waiting();
        dto.drainTimeoutMillis = plugin.policy().timeout().toMillis();
        dto.onTimeout = plugin.policy().onTimeout().name();
        plugin.guardedReferences().forEach(service -> dto.services.add(view(service, null)));
        plugin.unguardedServices().forEach((service, reason) -> dto.services.add(view(service, reason)));
        dto.services.sort(Comparator.comparingLong(service -> service.serviceId));
        return dto;
    }

    private static PluginServiceDTO view(ServiceReference<?> service, @Nullable String unguardedReason) {
        PluginServiceDTO dto = new PluginServiceDTO();
        dto.serviceId = service.getProperty(Constants.SERVICE_ID) instanceof Long id ? id : -1;
        if (service.getProperty(Constants.OBJECTCLASS) instanceof String[] names) {
            dto.objectClass.addAll(List.of(names));
        }
        dto.guarded = unguardedReason == null;
        dto.unguardedReason = unguardedReason;
        return dto;
    }
}
