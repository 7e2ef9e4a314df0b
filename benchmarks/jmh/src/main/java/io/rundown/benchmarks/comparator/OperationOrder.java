package io.rundown.benchmarks.comparator;

import org.jspecify.annotations.Nullable;

/**
 * The idea of Cassandra's {@code OpOrder}, built anew from its description: operations register in the
 * present group; a barrier ends that group, opens the next, and waits until the ended group and all
 * before it are empty. It orders operations and refuses none; the run-down adds a flag that an
 * operation reads once it is registered.
 */
public final class OperationOrder {

    private final Waiter waiter = new Waiter();

    private volatile Group present = new Group(null);

    private volatile boolean shut;

    /**
     * Operations that began between the same two barriers. The word counts them: {@code n} while the
     * group takes more, {@code -1 - n} once it has ended.
     */
    public final class Group extends PaddedWord {

        private static final long ENDED_AND_EMPTY = -1;

        private volatile @Nullable Group before;

        private Group(@Nullable Group before) {
            super(0);
            this.before = before;
        }

        private boolean register() {
            while (true) {
                long seen = word;
                if (seen < 0) {
                    return false;
                }
                if (compareAndSet(seen, seen + 1)) {
                    return true;
                }
            }
        }

        /** Ends one of the group's operations. */
        public void close() {
            while (true) {
                long seen = word;
                long next = seen < 0 ? seen + 1 : seen - 1;
                if (compareAndSet(seen, next)) {
                    if (next == ENDED_AND_EMPTY) {
                        waiter.wake();
                    }
                    return;
                }
            }
        }

        private void end() {
            long seen;
            do {
                seen = word;
            } while (!compareAndSet(seen, -1 - seen));
        }

        private boolean isOver() {
            for (Group group = this; group != null; group = group.before) {
                if (group.word != ENDED_AND_EMPTY) {
                    return false;
                }
            }
            before = null;
            return true;
        }
    }

    /** Begins an operation; the answer is the group to end it with, {@code null} if it is refused. */
    public @Nullable Group start() {
        while (true) {
            Group group = present;
            if (group.register()) {
                if (shut) {
                    group.close();
                    return null;
                }
                return group;
            }
            // it has ended, and the next was made the present one before that
        }
    }

    /** Returns when all operations that began before are over. One thread only. */
    public void awaitEarlier() {
        Group ended = present;
        present = new Group(ended);
        ended.end();
        waiter.await(ended::isOver);
    }

    /** Refuses operations from now on, and returns when none is left. One thread only. */
    public void runDown() {
        shut = true;
        awaitEarlier();
    }
}
