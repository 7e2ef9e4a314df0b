package io.rundown.impl;

import io.rundown.CallGate;
import java.lang.reflect.Method;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The contract on virtual threads, where the JDK has them. */
@EnabledForJreRange(min = JRE.JAVA_21)
class SlotRundownRefVirtualTest extends RundownContract {

    @Override
    CallGate newGate() {
        return new SlotRundownRefFactory().createGate("contract");
    }

    @Override
    TestThread start(TestThread.Body body) {
        return new TestThread(SlotRundownRefVirtualTest::startVirtual, body);
    }

    private static Thread startVirtual(Runnable run) {
        try {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            return (Thread) start.invoke(null, run);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no virtual threads", e);
        }
    }
}
