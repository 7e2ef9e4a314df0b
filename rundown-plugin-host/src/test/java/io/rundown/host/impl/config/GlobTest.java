package io.rundown.host.impl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

    private static boolean matches(String pattern, String name) {
        return Glob.select(Glob.list(pattern), name);
    }

    @Test
    @Timeout(10)
    void timeDoesNotGrowWithTheNumberOfWaysToMatch() {
        assertEquals(false, matches("*******_", "a".repeat(32)));
        assertEquals(false, matches("*******_", "a".repeat(10_000)));
        assertEquals(true, matches("*******_", "a".repeat(10_000) + "_"));
        assertEquals(false, matches("*a*a*a*a*a*a*a*b", "a".repeat(10_000)));
        assertEquals(false, matches("*" + "?*".repeat(100) + "b", "a".repeat(10_000)));
        assertEquals(true, matches("?*".repeat(100), "a".repeat(100)));
        assertEquals(false, matches("?*".repeat(101), "a".repeat(100)));
    }

    @Test
    void oneCharacterIsOneWhateverItsLengthInMemory() {
        assertEquals(true, matches("a?b", "a\uD83D\uDE00b"));
        assertEquals(false, matches("a??b", "a\uD83D\uDE00b"));
        assertEquals(true, matches("a\uD83D\uDE00*", "a\uD83D\uDE00b"));
        assertEquals(true, matches("a?b", "a\nb"));
        assertEquals(true, matches("a*b", "a\r\nb"));
    }

    /** All patterns and names of up to five characters, against the regular expressions that they stand for. */
    @Test
    void allShortPatternsMatchAsTheRegularExpressionsDo() {
        for (String pattern : words("ab*?", 5)) {
            Pattern expected = Pattern.compile(pattern.chars()
                    .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Character.toString(c))
                    .collect(Collectors.joining()));
            for (String name : words("ab", 5)) {
                assertEquals(
                        expected.matcher(name).matches(),
                        Glob.list(pattern).get(0).matches(name),
                        () -> pattern + " and " + name);
            }
        }
    }

    private static List<String> words(String alphabet, int longest) {
        List<String> words = new ArrayList<>();
        List<String> last = List.of("");
        for (int length = 1; length <= longest; length++) {
            last = last.stream()
                    .flatMap(word -> alphabet.chars().mapToObj(c -> word + (char) c))
                    .toList();
            words.addAll(last);
        }
        return words;
    }
}
