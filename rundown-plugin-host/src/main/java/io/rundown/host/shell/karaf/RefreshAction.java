package io.rundown.host.shell.karaf;

import io.rundown.host.shell.Help;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** See its help. */
@Service
@Command(scope = "rundown", name = "refresh", description = Help.REFRESH)
public final class RefreshAction extends HostAction {

    @Argument(name = "bundles", description = Help.BUNDLES, multiValued = true)
    private @Nullable List<Long> bundles;

    /** Made by Karaf. */
    public RefreshAction() {}

    @Override
    public @Nullable Object execute() throws InterruptedException {
        operations().refresh(bundles == null ? List.of() : bundles);
        return null;
    }
}
