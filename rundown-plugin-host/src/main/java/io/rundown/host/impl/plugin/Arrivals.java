package io.rundown.host.impl.plugin;

/** What becomes of the calls that arrive while a plugin drains. */
public enum Arrivals {
    /** They are rejected. */
    REJECTED,

    /** They are parked until it is known whether the drain is given up. If it is, they run; if not, they are rejected. */
    PARKED,

    /** They are parked until the next revision takes them over. */
    HELD
}
