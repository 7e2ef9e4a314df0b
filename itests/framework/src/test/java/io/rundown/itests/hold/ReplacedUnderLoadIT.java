package io.rundown.itests.hold;

import io.rundown.itests.harness.Sample;
import org.junit.Test;

/** The revisions of a plugin whose calls are held come and go under two callers: nobody notices. */
public class ReplacedUnderLoadIT extends ReplacedUnderLoad {

    @Test
    public void activatorByUpdate() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Replacement.UPDATE);
    }

    @Test
    public void activatorByFileInstall() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Replacement.FILE_INSTALL);
    }

    @Test
    public void activatorByReload() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Replacement.RELOAD);
    }

    @Test
    public void activatorByRefresh() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Replacement.REFRESH);
    }

    @Test
    public void delayedComponentByUpdate() throws Exception {
        nobodyNotices(Sample.DELAYED_PROVIDER, Replacement.UPDATE);
    }

    @Test
    public void delayedComponentByFileInstall() throws Exception {
        nobodyNotices(Sample.DELAYED_PROVIDER, Replacement.FILE_INSTALL);
    }

    @Test
    public void delayedComponentByReload() throws Exception {
        nobodyNotices(Sample.DELAYED_PROVIDER, Replacement.RELOAD);
    }

    @Test
    public void delayedComponentByRefresh() throws Exception {
        nobodyNotices(Sample.DELAYED_PROVIDER, Replacement.REFRESH);
    }

    @Test
    public void immediateComponentByUpdate() throws Exception {
        nobodyNotices(Sample.IMMEDIATE_PROVIDER, Replacement.UPDATE);
    }

    @Test
    public void immediateComponentByFileInstall() throws Exception {
        nobodyNotices(Sample.IMMEDIATE_PROVIDER, Replacement.FILE_INSTALL);
    }

    @Test
    public void immediateComponentByReload() throws Exception {
        nobodyNotices(Sample.IMMEDIATE_PROVIDER, Replacement.RELOAD);
    }

    @Test
    public void immediateComponentByRefresh() throws Exception {
        nobodyNotices(Sample.IMMEDIATE_PROVIDER, Replacement.REFRESH);
    }

    @Test
    public void activatorByManagedRefresh() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Replacement.MANAGED_REFRESH);
    }

    @Test
    public void activatorBySideBySideReload() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Replacement.SIDE_BY_SIDE);
    }

    @Test
    public void delayedComponentByManagedRefresh() throws Exception {
        nobodyNotices(Sample.DELAYED_PROVIDER, Replacement.MANAGED_REFRESH);
    }

    @Test
    public void delayedComponentBySideBySideReload() throws Exception {
        nobodyNotices(Sample.DELAYED_PROVIDER, Replacement.SIDE_BY_SIDE);
    }

    @Test
    public void immediateComponentByManagedRefresh() throws Exception {
        nobodyNotices(Sample.IMMEDIATE_PROVIDER, Replacement.MANAGED_REFRESH);
    }

    @Test
    public void immediateComponentBySideBySideReload() throws Exception {
        nobodyNotices(Sample.IMMEDIATE_PROVIDER, Replacement.SIDE_BY_SIDE);
    }
}
