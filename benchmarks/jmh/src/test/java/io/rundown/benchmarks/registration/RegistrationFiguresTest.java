package io.rundown.benchmarks.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.benchmarks.report.Criterion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Figures that meet all criteria narrowly, and then miss one of them. */
class RegistrationFiguresTest {

    private final Map<String, Double> figures = new HashMap<>(Map.of(
            "register.plain.100", 1_000.0,
            "register.other.100", 2_200.0,
            "register.floor.100", 3_300.0,
            "register.guarded.100", 6_500.0,
            "register.plain.10000", 1_100.0,
            "register.other.10000", 2_400.0,
            "register.floor.10000", 3_400.0,
            "register.guarded.10000", 6_700.0));

    @Test
    void allAreMet() {
        assertEquals(List.of(), missed());
    }

    @Test
    void aDearPluginIsTold() {
        figures.put("register.guarded.100", 6_610.0);
        assertEquals(
                List.of("by a plugin / by a bystander, 100 there", "by a plugin / idle hook and twin, 100 there"),
                missed());
    }

    @Test
    void aHookThatMakesTheBystanderDearIsNoWayOut() {
        figures.put("register.other.10000", 5_000.0);
        assertEquals(List.of("by a bystander / without the host, 10000 there"), missed());
    }

    @Test
    void growthBeyondThatOfTheFrameworkIsTold() {
        figures.put("register.guarded.100", 5_000.0);
        assertEquals(List.of("growth from 100 to 10000 there, by a plugin / idle hook and twin"), missed());
    }

    @Test
    void whatWasNotMeasuredIsNamed() {
        figures.remove("register.other.100");
        RegistrationFigures some = new RegistrationFigures(figures);
        assertTrue(assertThrows(NoSuchElementException.class, some::criteria)
                .toString()
                .contains("register.other.100"));
    }

    private List<String> missed() {
        return new RegistrationFigures(figures)
                .criteria().stream()
                        .filter(criterion -> !criterion.isMet())
                        .map(Criterion::what)
                        .toList();
    }
}
