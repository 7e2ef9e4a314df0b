package io.rundown.itests.karaf;

import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.Test;

/** The page on Karaf says what the tests type. */
public class KarafPageIT {

    @Test
    public void installationIsDocumented() throws Exception {
        String page = Files.readString(Path.of(System.getProperty("karaf.page")));
        Stream.of(KarafShell.INSTALL, KarafShell.CONFIGURE).flatMap(Stream::of).forEach(command -> {
            String shown = "karaf@root()> " + command.replace("sample.", "com.example.");
            assertTrue(shown, page.contains(shown));
        });
    }
}
