package io.rundown.impl;

import io.rundown.spi.ThreadView;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** As many threads as fill the first part of a table. */
final class Crowd {

    static final int FIRST_PART = 8;

    /** They are there, and do nothing. */
    static final List<Thread> LIVING =
            Stream.generate(Crowd::parked).limit(FIRST_PART).toList();

    /** They are gone. */
    static final List<Thread> DEAD =
            Stream.generate(() -> new Thread()).limit(FIRST_PART).toList();

    /** One of them is gone. */
    static final List<Thread> BUT_ONE_LIVING =
            Stream.concat(LIVING.stream().skip(1), DEAD.stream().limit(1)).toList();

    /** So many that each place of the first part is named by one of them. */
    private static final List<Thread> MANY_DEAD =
            Stream.generate(() -> new Thread()).limit(200).toList();

    private Crowd() {}

    /** One that is gone, and had the place in the first part that a thread looks at first. */
    static Thread deadInPlaceOf(Thread thread) {
        return MANY_DEAD.stream()
                .filter(dead -> place(dead) == place(thread))
                .findFirst()
                .orElseThrow();
    }

    private static int place(Thread thread) {
        return ThreadView.number(thread) & (FIRST_PART - 1);
    }

    private static Thread parked() {
        Thread parked = new Thread(() -> {
            while (true) {
                LockSupport.park();
            }
        });
        parked.setDaemon(true);
        parked.start();
        return parked;
    }

    /** Gives each thread a slot with one use; the caller may take them out again. */
    static List<Slot> fill(SlotRundownRef ref, List<Thread> threads) {
        return threads.stream()
                .map(thread -> {
                    Slot slot = ref.slots().findOrClaim(thread);
                    slot.acquire(1);
                    return slot;
                })
                .toList();
    }

    /** As {@link #fill}, with nothing left out. */
    static void fillIdle(SlotRundownRef ref, List<Thread> threads) {
        fill(ref, threads).forEach(slot -> slot.release(1));
    }
}
