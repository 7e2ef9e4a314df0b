package io.rundown.itests.karaf;

import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/** The page on Karaf says what the tests type. */
public class KarafPageIT {

    @Test
    public void installationIsDocumented() throws Exception {
        String page = Files.readString(Path.of(System.getProperty("karaf.page")));
        for (String command : KarafShell.INSTALL) {
            String shown = "karaf@root()> " + command.replace("sample.", "com.example.");
            assertTrue(shown, page.contains(shown));
        }
    }
}
