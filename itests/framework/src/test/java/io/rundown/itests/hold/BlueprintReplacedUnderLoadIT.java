package io.rundown.itests.hold;

import io.rundown.itests.harness.Sample;
import java.util.List;
import org.junit.Test;
import org.ops4j.pax.exam.Option;

/** As {@link ReplacedUnderLoadIT} with a plugin that Blueprint wires, on threads of its own. */
public class BlueprintReplacedUnderLoadIT extends ReplacedUnderLoad {

    @Override
    protected List<Option> moreBundles() {
        return List.of(
                dependency("asm"),
                dependency("asm-tree"),
                dependency("asm-commons"),
                dependency("aries-proxy"),
                dependency("blueprint-api"),
                dependency("blueprint-core"));
    }

    @Test
    public void byUpdate() throws Exception {
        nobodyNotices(Sample.BLUEPRINT_PROVIDER, Replacement.UPDATE);
    }

    @Test
    public void byFileInstall() throws Exception {
        nobodyNotices(Sample.BLUEPRINT_PROVIDER, Replacement.FILE_INSTALL);
    }

    @Test
    public void byReload() throws Exception {
        nobodyNotices(Sample.BLUEPRINT_PROVIDER, Replacement.RELOAD);
    }

    @Test
    public void byRefresh() throws Exception {
        nobodyNotices(Sample.BLUEPRINT_PROVIDER, Replacement.REFRESH);
    }

    @Test
    public void byManagedRefresh() throws Exception {
        nobodyNotices(Sample.BLUEPRINT_PROVIDER, Replacement.MANAGED_REFRESH);
    }

    @Test
    public void bySideBySideReload() throws Exception {
        nobodyNotices(Sample.BLUEPRINT_PROVIDER, Replacement.SIDE_BY_SIDE);
    }
}
