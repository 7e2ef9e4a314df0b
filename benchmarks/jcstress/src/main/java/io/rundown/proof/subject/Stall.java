package io.rundown.proof.subject;

import java.util.concurrent.ThreadLocalRandom;

/** What controls put between two steps of the implementation, so that they fall apart as they do when a thread loses its processor. */
public final class Stall {

    /** More than the caches take. */
    private static final byte[] FAR = new byte[1 << 26];

    private static final int STORES = 8;

    private Stall() {}

    /** For a random time. */
    public static void now() {
        Rendezvous.linger();
    }

    /**
     * Lets the processor keep the next write to itself for longer: it goes behind others that miss the caches. What is read next does not
     * wait for it. After an exchange, such as that of a slot, a processor has no such writes left by itself.
     */
    public static void later() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < STORES; i++) {
            FAR[random.nextInt(FAR.length)] = 1;
        }
    }
}
