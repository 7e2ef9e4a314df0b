package io.rundown.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KnownSuitesTest {

    @Test
    void aSuiteIsFoundByItsName() {
        for (String name : new String[] {"primitive", "proxy", "registration"}) {
            assertEquals(name, KnownSuites.named(name).name());
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThereAre() {
        for (String name : new String[] {"", "primitives"}) {
            IllegalArgumentException thrown =
                    assertThrows(IllegalArgumentException.class, () -> KnownSuites.named(name));
            assertTrue(
                    thrown.toString().contains("-Dbench=NAME with one of primitive, proxy, registration"),
                    thrown.toString());
        }
    }
}
