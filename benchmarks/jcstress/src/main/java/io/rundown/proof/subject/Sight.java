package io.rundown.proof.subject;

/** What an actor saw that tried to get inside; the numbers are what the outcomes name. */
public final class Sight {

    /** It was refused. */
    public static final int REFUSED = 0;

    /** It was inside, and nothing was freed. */
    public static final int INSIDE = 1;

    /** It was inside, and saw freed what it had been promised. */
    public static final int FREED = 2;

    private Sight() {}
}
