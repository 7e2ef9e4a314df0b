package io.rundown.host.impl.deadlock;

/** How certain it is that a thread waits for another one, directly or over further threads. */
public enum Certainty {
    /** It goes on by itself, as far as anybody can tell. */
    NO,
    /** It may wait: for a lock of which nobody knows the owner, for a limited time, or for one of several threads. */
    POSSIBLY,
    /** It waits, and goes on only if the other thread does. */
    CERTAINLY
}
