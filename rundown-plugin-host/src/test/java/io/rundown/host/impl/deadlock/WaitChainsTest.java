package io.rundown.host.impl.deadlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.impl.deadlock.Wait.Needs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is stuck, for sure or possibly, by who waits for whom. */
@Timeout(60)
class WaitChainsTest {

    private final Thread drainer = new Thread(() -> {}, "drainer");
    private final Map<String, Thread> threads = new HashMap<>();
    private final Map<String, Wait> waits = new HashMap<>();

    private Thread thread(String name) {
        return name.equals("drainer") ? drainer : threads.computeIfAbsent(name, absent -> new Thread(() -> {}, name));
    }

    private void waits(String waiter, Needs needs, boolean certain, String... awaited) {
        List<Thread> all = Arrays.stream(awaited).map(this::thread).toList();
        waits.put(waiter, new Wait("waits for a lock, which", "has", all, needs, certain));
    }

    private void waits(String waiter, String awaited) {
        waits(waiter, Needs.ALL, true, awaited);
    }

    private WaitChains search(Thread... from) {
        return new WaitChains(List.of(from), List.of(drainer), new WaitSource() {
            @Override
            public void prepare(Collection<Thread> asked) {}

            @Override
            public @Nullable Wait of(Thread thread) {
                return waits.get(thread.getName());
            }
        });
    }

    private void assertStuck(Certainty expected, String name) {
        assertEquals(expected, search(thread(name)).of(thread(name)).stuck());
    }

    private Findings findings(String... names) {
        List<Thread> inside = Arrays.stream(names).map(this::thread).toList();
        return Findings.of(inside, false, drainer, search(inside.toArray(new Thread[0])));
    }

    @Test
    void whoWaitsForTheDrainerIsStuckAndWhoWaitsForNobodyIsNot() {
        waits("a", "b");
        waits("b", "drainer");
        waits("c", "d");
        assertStuck(Certainty.CERTAINLY, "a");
        assertStuck(Certainty.CERTAINLY, "b");
        assertStuck(Certainty.NO, "c");
        assertStuck(Certainty.NO, "d");
    }

    @Test
    void threadsThatWaitForEachOtherDoNotWaitForTheDrainer() {
        waits("a", "b");
        waits("b", "a");
        assertStuck(Certainty.NO, "a");
    }

    @Test
    void oneUnknownOfSeveralIsCertainOnlyIfAllAreStuck() {
        waits("a", Needs.ONE_UNKNOWN, true, "b", "c");
        waits("b", "drainer");
        assertStuck(Certainty.POSSIBLY, "a");
        waits("c", "drainer");
        assertStuck(Certainty.CERTAINLY, "a");
    }

    @Test
    void oneOfAllIsEnough() {
        waits("a", Needs.ALL, true, "b", "c");
        waits("c", "drainer");
        assertStuck(Certainty.CERTAINLY, "a");
    }

    @Test
    void uncertainStepMakesTheWayPossible() {
        waits("a", "b");
        waits("b", Needs.ALL, false, "drainer");
        assertStuck(Certainty.POSSIBLY, "a");
        waits.put("c", Wait.forLockOfUnknown("a semaphore"));
        waits("d", "c");
        assertStuck(Certainty.POSSIBLY, "d");
    }

    @Test
    void allInsideCountAndTheTextSaysPossibly() {
        waits("a", "drainer");
        waits.put("b", Wait.forLockOfUnknown("a semaphore"));
        assertTrue(findings("a").areAllCertainlyStuck());
        assertEquals(false, findings("a", "b").areAllCertainlyStuck());
        assertTrue(findings("a", "b").areAllPossiblyStuck());
        assertEquals(false, findings("a", "b", "c").areAllPossiblyStuck());
        assertEquals(
                "thread 'a' waits for a lock, which thread 'drainer' has, the draining thread; possibly a deadlock:"
                        + " thread 'b' waits for a semaphore, which thread 'drainer' possibly has, the draining thread",
                findings("a", "b").describe());
        assertTrue(findings("a", "b").areAs(findings("a", "b")));
        assertEquals(false, findings("a").areAs(findings("a", "b")));
    }

    @Test
    void chainOfTwentyThousandThreadsIsFoundAndDescribedInShort() throws Exception {
        int length = 20_000;
        for (int i = 0; i < length; i++) {
            waits("t" + i, i + 1 < length ? "t" + (i + 1) : "drainer");
        }
        List<Findings> found = new ArrayList<>();
        Thread search = new Thread(null, () -> found.add(findings("t0")), "search", 256 * 1024);
        search.start();
        search.join();
        assertTrue(found.get(0).areAllCertainlyStuck());
        String text = found.get(0).describe();
        assertTrue(text.contains("(" + (length - 8) + " more threads)"), text);
        assertTrue(text.length() < 2_000, text);
    }

    @Test
    void manyInsideAreDescribedInShort() {
        String[] names = new String[10_000];
        for (int i = 0; i < names.length; i++) {
            names[i] = "t" + i;
            waits(names[i], "drainer");
        }
        Findings found = findings(names);
        assertTrue(found.areAllCertainlyStuck());
        assertTrue(found.describe().endsWith("and 9992 more"), found.describe());
        assertTrue(found.describe().length() < 2_000, found.describe());
    }
}
