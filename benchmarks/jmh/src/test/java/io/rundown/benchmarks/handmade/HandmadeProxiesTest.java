package io.rundown.benchmarks.handmade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rundown.benchmarks.comparator.ReadWriteLockDoor;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class HandmadeProxiesTest {

    private final ThreadLocal<Set<String>> roles = ThreadLocal.withInitial(() -> Set.of("user"));

    @Test
    void aCallPassesUntilTheDoorIsShut() {
        ReadWriteLockDoor door = new ReadWriteLockDoor();
        IntBinaryOperator sum = LockProxy.around(IntBinaryOperator.class, Integer::sum, door);
        assertEquals(5, sum.applyAsInt(2, 3));
        door.runDown();
        assertThrows(IllegalStateException.class, () -> sum.applyAsInt(2, 3));
    }

    @Test
    void aCallPassesForARoleThatMay() {
        assertEquals(5, sum(Map.of("*", Set.of("admin", "user"))).applyAsInt(2, 3));
        assertThrows(
                SecurityException.class, () -> sum(Map.of("*", Set.of("admin"))).applyAsInt(2, 3));
        assertThrows(SecurityException.class, () -> sum(Map.of()).applyAsInt(2, 3));
    }

    @Test
    void theMostSpecificRuleCounts() {
        assertEquals(
                5,
                sum(Map.of("*", Set.of("admin"), "applyAsInt", Set.of("user"))).applyAsInt(2, 3));
        assertThrows(
                SecurityException.class,
                () -> sum(Map.of("applyAsInt", Set.of("user"), "applyAsInt(int,int,)", Set.of("admin")))
                        .applyAsInt(2, 3));
    }

    @Test
    void exceptionsPassAsTheyAre() {
        IOException failure = new IOException("it fails");
        Callable<?> failing = () -> {
            throw failure;
        };
        assertSame(
                failure,
                assertThrows(
                        IOException.class, LockProxy.around(Callable.class, failing, new ReadWriteLockDoor())::call));
        assertSame(
                failure,
                assertThrows(
                        IOException.class,
                        ServiceGuardProxy.around(Callable.class, failing, Map.of("*", Set.of("user")), roles)::call));
    }

    private IntBinaryOperator sum(Map<String, Set<String>> rules) {
        return ServiceGuardProxy.around(IntBinaryOperator.class, Integer::sum, rules, roles);
    }
}
