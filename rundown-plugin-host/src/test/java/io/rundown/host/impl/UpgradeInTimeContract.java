package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.Probe;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/** An upgrade that does not come to an end has failed: the revision before goes on. A subclass says on which framework. */
abstract class UpgradeInTimeContract extends UpgradedPlugin {

    @Override
    String holdTimeout() {
        return "2000";
    }

    @ParameterizedTest
    @EnumSource
    void aFactoryThatHangsIsRolledBackInTime(Way way) throws Exception {
        begin(way, (version, consumer) -> {
            hang.await();
            return unused();
        });
        Greeter greeter = greeter(consumer);
        CompletableFuture<OperationReport> reload = async(() -> reload(way));
        assertRolledBack(
                way,
                greeter,
                reload.get(60, TimeUnit.SECONDS),
                Greeter.class.getName(),
                "gave no object within PT2S",
                "hangs at",
                "UpgradeInTimeContract");
    }

    /** Some framework does not stop a bundle while its factory makes an object. */
    @ParameterizedTest
    @EnumSource
    void aFactoryThatHangsInSpiteOfAnInterruptDoesNotHoldTheReloadUp(Way way) throws Exception {
        begin(way, (version, consumer) -> {
            while (true) {
                try {
                    hang.await();
                    return unused();
                } catch (InterruptedException e) {
                    Probe.inside.countDown();
                }
            }
        });
        Greeter greeter = greeter(consumer);
        OperationReport report = async(() -> reload(way)).get(60, TimeUnit.SECONDS);
        assertTrue(Probe.inside.await(60, TimeUnit.SECONDS), "the factory was interrupted");
        String remark = String.valueOf(report.remark());
        assertTrue(
                remark.contains("gave no object within PT2S, and hangs at io.rundown.host.impl.UpgradeInTime"), remark);
        if (report.outcome() != OperationOutcome.ROLLED_BACK) {
            assertEquals(OperationOutcome.FAILED, report.outcome(), report::toString);
            assertTrue(remark.contains("the rollback goes on when that ends"), remark);
        }
        hang.countDown();
        awaitServes(way, greeter);
    }

    private void awaitServes(Way way, Greeter greeter) throws Exception {
        if (way == Way.SIDE_BY_SIDE || way == Way.SIDE_BY_SIDE_NOT_HELD) {
            assertEquals("1.0.0 again", greeter.greet("again"));
            return;
        }
        while (!plugin.getVersion().toString().equals(BEFORE)
                || plugin.getState() != Bundle.ACTIVE
                || consumer.getServiceReference(Greeter.class) == null) {
            Thread.sleep(10);
        }
        assertEquals("1.0.0 again", greeter(consumer).greet("again"));
    }

    @ParameterizedTest
    @EnumSource
    void aMissingServiceIsRolledBack(Way way) throws Exception {
        begin(way, (version, consumer) -> unused());
        Greeter greeter = greeter(consumer);
        assertRolledBack(
                way, greeter, reload(way, NoActivator.class), Greeter.class.getName(), "does not offer within PT2S");
    }
}
