package io.rundown.impl;

import io.rundown.CallGate;
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
        return new TestThread(VirtualThreads::start, body);
    }
}
