package io.rundown.impl;

import io.rundown.CallGate;

/** Lets tests look at a ref without making it look at itself. */
public final class Ended {

    private Ended() {}

    /** Whether a run-down has been ended, by who released last or began it. */
    public static boolean hasBeen(CallGate gate) {
        return ((SlotRundownRef) gate).isRunDown();
    }
}
