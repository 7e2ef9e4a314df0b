package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.RefreshReport;
import io.rundown.host.impl.sample.ChoosyActivator;
import io.rundown.host.impl.sample.Greeter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * An upgrade whose services do not work has failed, also if its activator does not throw: the revision before goes on. A subclass says
 * on which framework.
 */
abstract class UpgradeContract extends UpgradedPlugin {

    @Override
    String holdTimeout() {
        return "60000";
    }

    @ParameterizedTest
    @EnumSource
    void aFactoryThatGivesNothingIsRolledBack(Way way) throws Exception {
        begin(way, (version, consumer) -> null);
        Greeter greeter = greeter(consumer);
        assertRolledBack(
                way, greeter, reload(way), Greeter.class.getName(), "some.consumer", "its factory gave no object");
    }

    @ParameterizedTest
    @EnumSource
    void aFactoryThatThrowsIsRolledBackAndItsExceptionIsNamed(Way way) throws Exception {
        begin(way, (version, consumer) -> {
            throw new IllegalStateException("no database");
        });
        Greeter greeter = greeter(consumer);
        assertRolledBack(
                way, greeter, reload(way), Greeter.class.getName(), "2.0.0", "IllegalStateException: no database");
    }

    @ParameterizedTest
    @EnumSource
    void aFactoryThatWorksForOneConsumerOnlyIsRolledBack(Way way) throws Exception {
        begin(way, (version, consumer) -> consumer.getSymbolicName().equals("other.consumer") ? null : unused());
        Greeter greeter = greeter(consumer);
        Greeter ofOther = greeter(other);
        assertRolledBack(way, greeter, reload(way), "other.consumer", "its factory gave no object");
        assertEquals("1.0.0 other", (way == Way.IN_PLACE_NOT_HELD ? greeter(other) : ofOther).greet("other"));
    }

    @ParameterizedTest
    @EnumSource
    void aPrototypeFactoryThatGivesNothingIsRolledBack(Way way) throws Exception {
        ChoosyActivator.prototype = true;
        begin(way, (version, consumer) -> null);
        Greeter greeter = greeter(consumer);
        assertRolledBack(way, greeter, reload(way), Greeter.class.getName(), "its factory gave no object");
    }

    @ParameterizedTest
    @EnumSource
    void aFactoryThatWorksIsAskedOnceForEachConsumer(Way way) throws Exception {
        begin(way, (version, consumer) -> unused());
        Greeter greeter = greeter(consumer);
        Greeter ofOther = greeter(other);
        OperationReport report = reload(way);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        warnings.assertNone();
        assertEquals("2.0.0 one", (way.held ? greeter : greeter(consumer)).greet("one"));
        assertEquals("2.0.0 other", (way.held ? ofOther : greeter(other)).greet("other"));
        if (way.held) {
            assertEquals(2, ChoosyActivator.count(ChoosyActivator.ASKED, NEXT));
            assertFalse(events.contains(ServiceEvent.UNREGISTERING), events::toString);
        }
        assertEquals(2, ChoosyActivator.count(ChoosyActivator.IN_USE, NEXT));
        assertEquals(0, ChoosyActivator.count(ChoosyActivator.IN_USE, BEFORE));
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyHoldsIsNotAskedFor(Way way) throws Exception {
        begin(way, (version, consumer) -> null);
        ServiceReference<Greeter> reference = consumer.getServiceReference(Greeter.class);
        assertEquals("1.0.0 used", consumer.getService(reference).greet("used"));
        assertTrue(consumer.ungetService(reference));
        OperationReport report = reload(way);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertEquals(0, ChoosyActivator.count(ChoosyActivator.ASKED, NEXT));
        warnings.assertNone();
    }

    @Test
    void callsStayHeldUntilTheRevisionBeforeIsThereAgain() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        begin(Way.IN_PLACE, (version, consumer) -> {
            asked.countDown();
            mayAnswer.await();
            throw new IllegalStateException("no database");
        });
        Greeter greeter = greeter(consumer);
        CompletableFuture<OperationReport> reload = async(() -> reload(Way.IN_PLACE));
        assertTrue(asked.await(60, TimeUnit.SECONDS));
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<String> held = async(() -> {
            caller.complete(Thread.currentThread());
            return greeter.greet("held");
        });
        awaitStill(caller.get(60, TimeUnit.SECONDS));
        assertFalse(held.isDone());
        mayAnswer.countDown();
        assertRolledBack(Way.IN_PLACE, greeter, reload.get(60, TimeUnit.SECONDS), "no database");
        assertEquals("1.0.0 held", held.get(60, TimeUnit.SECONDS));
    }

    @Test
    void aConsumerThatStopsDuringTheTrialIsNotMissed() throws Exception {
        begin(Way.SIDE_BY_SIDE, (version, consumer) -> {
            if (consumer.getSymbolicName().equals("other.consumer")) {
                consumer.stop();
                return null;
            }
            return unused();
        });
        Greeter greeter = greeter(consumer);
        greeter(other);
        OperationReport report = reload(Way.SIDE_BY_SIDE);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertEquals("2.0.0 one", greeter.greet("one"));
        assertEquals(1, ChoosyActivator.count(ChoosyActivator.IN_USE, NEXT));
    }

    @Test
    void aPlainUpdateWarnsOnceAndCallsAreToldWhatIsBroken() throws Exception {
        begin(Way.IN_PLACE, (version, consumer) -> {
            throw new IllegalStateException("no database");
        });
        Greeter greeter = greeter(consumer);
        update(ChoosyActivator.class, NEXT, true);
        long began = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            PluginUnavailableException rejected =
                    assertThrows(PluginUnavailableException.class, () -> greeter.greet("rejected"));
            String message = String.valueOf(rejected.getMessage());
            assertTrue(message.contains(Greeter.class.getName()), message);
            assertTrue(message.contains("of revision 2.0.0 does not work"), message);
            assertTrue(message.contains("IllegalStateException: no database"), message);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        int asked = ChoosyActivator.count(ChoosyActivator.ASKED, NEXT);
        assertTrue(asked <= 2 + seconds, asked + " times in " + seconds + " s");
        warnings.assertOne(Greeter.class.getName(), "of revision 2.0.0 does not work", "no database");
        update(ChoosyActivator.class, BEFORE, true);
        assertEquals("1.0.0 again", greeter.greet("again"));
        assertFalse(events.contains(ServiceEvent.UNREGISTERING), events::toString);
        warnings.assertOne("no database");
    }

    @Test
    void aFactoryThatRecoversIsFoundByALaterCall() throws Exception {
        CountDownLatch recovered = new CountDownLatch(1);
        begin(Way.IN_PLACE, (version, consumer) -> recovered.getCount() == 0 ? unused() : null);
        Greeter greeter = greeter(consumer);
        Greeter ofOther = greeter(other);
        update(ChoosyActivator.class, NEXT, true);
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("rejected"));
        recovered.countDown();
        assertEquals("2.0.0 one", awaitAnswer(greeter, "one"));
        assertEquals("2.0.0 other", ofOther.greet("other"), "the others are asked for at once, too");
    }

    private static String awaitAnswer(Greeter greeter, String name) throws InterruptedException {
        while (true) {
            try {
                return greeter.greet(name);
            } catch (PluginUnavailableException e) {
                Thread.sleep(20);
            }
        }
    }

    @Test
    void aRefreshReportsWhatDoesNotWorkAfterIt() throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        begin(Way.IN_PLACE, (version, consumer) -> broken.getCount() == 0 ? null : unused());
        Greeter greeter = greeter(consumer);
        update(ChoosyActivator.class, NEXT, true);
        assertEquals("2.0.0 one", greeter.greet("one"));
        broken.countDown();
        RefreshReport report = host().refresh(List.of(plugin.getBundleId()));
        assertEquals(OperationOutcome.FAILED, report.outcome(), report::toString);
        String remark = String.valueOf(report.remark());
        assertTrue(remark.contains("of revision 2.0.0 does not work"), remark);
    }
}
