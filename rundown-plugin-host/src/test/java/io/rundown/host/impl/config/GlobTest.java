package io.rundown.host.impl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme.* | com.acme.shop | true",
                "com.acme.* | com.other | false",
                "com.acme.? | com.acme.ab | false",
                "*,!com.acme.* | com.other | true",
                "*,!com.acme.* | com.acme.shop | false",
                "!com.acme.*,* | com.acme.shop | false",
                "*, ! com.acme.* | com.acme.shop | false",
                "!com.acme.* | com.other | false",
                "com.acme.*,!com.acme.shop | com.acme.shops | true",
            })
    void namesAreTakenInUnlessOnePatternTakesThemOut(String list, String name, boolean selected) {
        assertEquals(selected, Glob.select(Glob.list(list), name));
    }
}
