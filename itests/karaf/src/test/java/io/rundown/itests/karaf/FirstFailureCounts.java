package io.rundown.itests.karaf;

import static org.junit.Assert.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.rules.TestWatcher;
import org.junit.runner.Description;

/**
 * Lets a test that has once run and failed fail for good. The build runs failed tests again, since Pax Exam now and then does not get as far
 * as to run them; a call that was broken in one of two runs is not to be forgotten over that.
 */
public final class FirstFailureCounts extends TestWatcher {

    /** A name of the build that runs the tests. */
    static final String RUN = "karaf.itest.run";

    /** Made in each test class. */
    public FirstFailureCounts() {}

    private static Path mark(Description test) {
        String run = System.getProperty(RUN).replaceAll("\\W", "");
        return Path.of(System.getProperty(KarafOptions.JARS))
                .resolveSibling(
                        "failed-" + run + "-" + test.getTestClass().getSimpleName() + "." + test.getMethodName());
    }

    @Override
    protected void starting(Description test) {
        assertFalse("it failed in the run before, see there", Files.exists(mark(test)));
    }

    @Override
    protected void failed(Throwable failure, Description test) {
        try {
            Files.writeString(mark(test), failure.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
