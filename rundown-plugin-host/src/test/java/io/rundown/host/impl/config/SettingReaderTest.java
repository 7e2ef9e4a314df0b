package io.rundown.host.impl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rundown.host.TimeoutAction;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingReaderTest {

    private static final Duration OTHERWISE = Duration.ofSeconds(7);

    private static SettingReader reader(Object value) {
        return SettingReader.of("test", Map.of("key", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"banana", "-5", "PT-5S", "P99999999999999D", "99999999999999999999", "9223372036854775807", "5s"
            })
    void durationThatCannotBeUsedIsReplaced(String value) {
        assertEquals(OTHERWISE, reader(value).duration("key", OTHERWISE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1500", " 1500 ", "PT1.5S", "pt1.5s"})
    void durationIsMillisecondsOrIso8601(String value) {
        assertEquals(Duration.ofMillis(1_500), reader(value).duration("key", OTHERWISE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"interrupt", "Interrupt", " INTERRUPT "})
    void actionIsReadInAnyCase(String value) {
        assertEquals(TimeoutAction.INTERRUPT, reader(value).timeoutAction("key", TimeoutAction.WAIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOO", "proceed,wait"})
    void actionThatIsUnknownIsReplaced(String value) {
        assertEquals(TimeoutAction.WAIT, reader(value).timeoutAction("key", TimeoutAction.WAIT));
    }
}
