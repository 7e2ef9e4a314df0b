package io.rundown.benchmarks.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.RundownState;
import io.rundown.benchmarks.called.CalledService;
import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.Subject;
import io.rundown.benchmarks.primitive.GuardedRef;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

/** Each way to call gets at what it says, and each benchmark makes one call. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProxyBenchmarksTest {

    private static final String PROVIDER = "io.rundown.benchmarks.provider.PlainService";

    private final Blackhole hole = new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");

    static Stream<OneService> waysToCall() {
        return Stream.of(
                new Original(),
                guarded(),
                new HandLocked(),
                new RoleGuarded(),
                new TemporalDependency(),
                new BlueprintReference());
    }

    private static GeneratedProxy guarded() {
        GeneratedProxy guarded = new GeneratedProxy();
        guarded.barrier = Barrier.FENCE.value();
        return guarded;
    }

    @ParameterizedTest
    @MethodSource("waysToCall")
    void everyWayAnswersAsTheOriginalDoes(OneService way) throws Exception {
        way.start();
        try {
            assertEquals(
                    way.getClass() == Original.class,
                    way.service.getClass().getName().equals(PROVIDER),
                    way.service.getClass().getName());
            assertEquals(1_000_003, way.service.noArguments());
            assertEquals(3.5, way.service.primitives(1, 2, 0.5, true));
            Object thing = new Object();
            assertSame(thing, way.service.objects("text", thing));
            assertEquals("done", way.service.stage().toCompletableFuture().join());
            new NoArguments().call(way.service, new Arguments(), hole);
        } finally {
            way.stop();
        }
    }

    @Test
    void theHostsProxyRefusesOnceItsProviderHasStopped() throws Exception {
        GeneratedProxy guarded = guarded();
        guarded.start();
        CalledService service = guarded.service;
        service.noArguments();
        guarded.stop();
        RuntimeException thrown = assertThrows(RuntimeException.class, service::noArguments);
        assertEquals(
                "io.rundown.host.PluginUnavailableException", thrown.getClass().getName());
    }

    @Test
    void theHandmadeProxiesAreReflective() throws Exception {
        for (OneService way : List.of(new HandLocked(), new RoleGuarded(), new TemporalDependency())) {
            way.start();
            try {
                assertTrue(
                        Proxy.isProxyClass(way.service.getClass()),
                        way.getClass().toString());
            } finally {
                way.stop();
            }
        }
    }

    @Test
    void blueprintTellsItsClassVersionToNobodyElse() throws Exception {
        String before = System.getProperty("java.class.version");
        BlueprintReference reference = new BlueprintReference();
        reference.start();
        reference.stop();
        assertEquals(before, System.getProperty("java.class.version"));
    }

    @Test
    void aWrongBarrierIsNoticed() {
        GeneratedProxy guarded = new GeneratedProxy();
        guarded.barrier = "none";
        IllegalStateException thrown = assertThrows(IllegalStateException.class, guarded::start);
        assertTrue(thrown.toString().contains("barrier=none"), thrown.toString());
    }

    @Test
    void noArguments() {
        callsOnce(new NoArguments(), "noArguments");
    }

    @Test
    void primitives() {
        callsOnce(new PrimitiveArguments(), "primitives");
    }

    @Test
    void objects() {
        callsOnce(new ObjectArguments(), "objects");
    }

    @Test
    void stage() {
        callsOnce(new CompletedStage(), "stage");
    }

    private void callsOnce(CalledMethod benchmark, String method) {
        RecordingService service = new RecordingService();
        List<Consumer<RecordingService>> ways = List.of(
                recording -> benchmark.direct(in(new Original(), recording), new Arguments(), hole),
                recording -> benchmark.generatedProxy(
                        in(new GeneratedProxy(), recording), new FirstUse.OfProxy(), new Arguments(), hole),
                recording -> benchmark.lockProxy(in(new HandLocked(), recording), new Arguments(), hole),
                recording -> benchmark.blueprintProxy(in(new BlueprintReference(), recording), new Arguments(), hole),
                recording -> benchmark.dependencyManagerProxy(
                        in(new TemporalDependency(), recording), new Arguments(), hole),
                recording -> benchmark.serviceGuardProxy(in(new RoleGuarded(), recording), new Arguments(), hole),
                recording -> benchmark.primitive(
                        new GuardedRef(), new FirstUse.OfRef(), in(new Original(), recording), new Arguments(), hole));
        ways.forEach(way -> way.accept(service));
        assertEquals(Collections.nCopies(ways.size(), method), service.called());
    }

    private static <S extends OneService> S in(S state, CalledService service) {
        state.service = service;
        return state;
    }

    @Test
    void theRefIsFreeWhenTheBenchmarkReturns() throws InterruptedException {
        GuardedRef ref = new GuardedRef();
        new NoArguments()
                .primitive(
                        ref, new FirstUse.OfRef(), in(new Original(), new RecordingService()), new Arguments(), hole);
        ref.gate.waitForRundown();
        assertEquals(RundownState.RUN_DOWN, ref.gate.state());
    }

    @Test
    void everyThreadUsesEachRefOnceBeforeTheMeasurement() throws InterruptedException {
        RecordingService service = new RecordingService();
        new FirstUse.OfProxy().call(in(new GeneratedProxy(), service));
        HundredProxies proxies = new HundredProxies();
        proxies.services = new CalledService[] {service, service};
        new FirstUse.OfProxies().call(proxies);
        assertEquals(Collections.nCopies(3, "noArguments"), service.called());

        GuardedRef ref = new GuardedRef();
        new FirstUse.OfRef().enter(ref);
        HundredRefs refs = new HundredRefs();
        new FirstUse.OfRefs().enter(refs);
        ref.gate.waitForRundown();
        assertThrows(IllegalStateException.class, () -> new FirstUse.OfRef().enter(ref));
        refs.gates[99].waitForRundown();
        assertThrows(IllegalStateException.class, () -> new FirstUse.OfRefs().enter(refs));
    }

    private static long classes(HundredServices hundred) {
        return Arrays.stream(hundred.services).map(Object::getClass).distinct().count();
    }

    @Test
    void aHundredProvidersHaveAHundredClassesBehindOneOfProxies() throws Exception {
        HundredProxies proxies = new HundredProxies();
        proxies.barrier = Barrier.FENCE.value();
        HundredOriginals originals = new HundredOriginals();
        proxies.start();
        originals.start();
        try {
            assertEquals(HundredServices.COUNT, classes(originals));
            assertEquals(1, classes(proxies));
            Turn turn = new Turn();
            assertEquals(1_000_003, new Megamorphic().direct(originals, turn));
            assertEquals(1_000_003, new Megamorphic().generatedProxy(proxies, new FirstUse.OfProxies(), turn));
            HundredRefs refs = new HundredRefs();
            assertEquals(1_000_003, new Megamorphic().primitive(refs, new FirstUse.OfRefs(), originals, turn));
            refs.gates[turn.next() - 1].waitForRundown(); // the one that was called
        } finally {
            proxies.stop();
            originals.stop();
        }
    }

    @Test
    void everyServiceHasItsTurn() {
        Turn turn = new Turn();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < HundredServices.COUNT; i++) {
            seen.add(turn.next());
        }
        assertEquals(HundredServices.COUNT, seen.size());
        assertTrue(seen.contains(0) && seen.contains(HundredServices.COUNT - 1), seen.toString());
    }

    @Test
    void thePlanNamesBenchmarksThatThereAre() {
        List<Subject> subjects = new ProxyPlan(List.of(Barrier.values()), false).subjects();
        assertEquals(4 * 9 + 5, subjects.size());
        assertEquals(subjects.size(), new HashSet<>(subjects).size());
        for (Subject subject : subjects) {
            assertNotNull(
                    Arrays.stream(subject.type().getMethods())
                            .filter(method -> method.getName().equals(subject.method()))
                            .findFirst()
                            .orElseThrow()
                            .getAnnotation(Benchmark.class),
                    subject.label());
        }
        assertNotEquals(
                subjects.size(),
                new ProxyPlan(List.of(Barrier.FENCE), false).subjects().size());
    }
}
