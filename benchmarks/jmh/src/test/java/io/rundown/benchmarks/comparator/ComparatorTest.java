package io.rundown.benchmarks.comparator;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** All comparators keep the contract. */
class ComparatorTest {

    @Nested
    class Seed extends RefusesWhileDrainingContract {
        @Override
        TestedDoor open() {
            SeedAlgorithm ref = new SeedAlgorithm();
            return TestedDoor.of(ref::tryAcquire, ref::release, ref::runDown);
        }
    }

    @Nested
    class OneWord extends RefusesWhileDrainingContract {
        @Override
        TestedDoor open() {
            OneWordGetAndAdd ref = new OneWordGetAndAdd();
            return TestedDoor.of(ref::tryAcquire, ref::release, ref::runDown);
        }
    }

    @Nested
    class ReadWriteLock extends RunDownContract {
        @Override
        TestedDoor open() {
            ReadWriteLockDoor door = new ReadWriteLockDoor();
            return TestedDoor.of(door::tryAcquire, door::release, door::runDown);
        }
    }

    @Nested
    class Stamped extends RunDownContract {
        @Override
        TestedDoor open() {
            StampedLockDoor door = new StampedLockDoor();
            ThreadLocal<Deque<Long>> stamps = ThreadLocal.withInitial(ArrayDeque::new);
            return TestedDoor.of(
                    () -> {
                        long stamp = door.tryAcquire();
                        if (stamp != 0) {
                            stamps.get().push(stamp);
                        }
                        return stamp != 0;
                    },
                    () -> door.release(stamps.get().pop()),
                    door::runDown);
        }
    }

    @Nested
    class Phaser extends RefusesWhileDrainingContract {
        @Override
        TestedDoor open() {
            PhaserDoor door = new PhaserDoor();
            return TestedDoor.of(door::tryAcquire, door::release, door::runDown);
        }
    }

    @Nested
    class Semaphore extends RefusesWhileDrainingContract {
        @Override
        TestedDoor open() {
            SemaphoreDoor door = new SemaphoreDoor();
            return TestedDoor.of(door::tryAcquire, door::release, door::runDown);
        }
    }

    @Nested
    class Count extends RunDownContract {
        @Override
        TestedDoor open() {
            ReferenceCount count = new ReferenceCount();
            return TestedDoor.of(count::tryIncRef, count::decRef, count::runDown);
        }

        @Test
        void aLateReferenceIsGivenWhileOthersAreOut() throws InterruptedException {
            ReferenceCount count = new ReferenceCount();
            assertTrue(count.tryIncRef());
            Thread drainer = start(count::runDown);
            awaitParked(drainer);
            assertTrue(count.tryIncRef());
            count.decRef();
            count.decRef();
            join(drainer);
            assertThrows(IllegalStateException.class, count::decRef);
        }
    }

    @Nested
    class Order extends RefusesWhileDrainingContract {
        @Override
        TestedDoor open() {
            OperationOrder order = new OperationOrder();
            ThreadLocal<Deque<OperationOrder.Group>> groups = ThreadLocal.withInitial(ArrayDeque::new);
            return TestedDoor.of(
                    () -> {
                        OperationOrder.Group group = order.start();
                        if (group == null) {
                            return false;
                        }
                        groups.get().push(group);
                        return true;
                    },
                    () -> groups.get().pop().close(),
                    order::runDown);
        }

        @Test
        void aBarrierWaitsForEarlierOperationsAndNotForLater() throws InterruptedException {
            OperationOrder order = new OperationOrder();
            OperationOrder.Group earlier = Objects.requireNonNull(order.start());
            Thread barrier = start(order::awaitEarlier);
            awaitParked(barrier);
            OperationOrder.Group later = Objects.requireNonNull(order.start());
            assertNotSame(earlier, later);
            earlier.close();
            join(barrier);
            later.close();
        }
    }
}
