package io.rundown.host.impl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.HostProperties;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that contradict each other are found. */
class HostConfigTest {

    private static HostConfig read(Map<String, String> settings) {
        return HostConfig.read(SettingReader.of("test", settings), HostConfig.DEFAULT);
    }

    @Test
    void defaultsDoNotContradictEachOther() {
        assertEquals(List.of(), HostConfig.DEFAULT.contradictions());
    }

    @Test
    void budgetThatIsShorterThanOneDrain() {
        List<String> found =
                read(Map.of(HostProperties.SHUTDOWN_BUDGET, "PT1S")).contradictions();
        assertEquals(1, found.size());
        assertTrue(found.get(0).contains("PT1S") && found.get(0).contains("PT30S"), found::toString);
    }

    @Test
    void holdWithoutAnyTime() {
        List<String> found = read(Map.of(HostProperties.HOLD, "a.*", HostProperties.HOLD_TIMEOUT, "0"))
                .contradictions();
        assertEquals(1, found.size());
        assertTrue(found.get(0).contains(HostProperties.HOLD_TIMEOUT), found::toString);
    }
}
