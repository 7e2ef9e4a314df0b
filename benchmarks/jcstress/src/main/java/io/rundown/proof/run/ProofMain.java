package io.rundown.proof.run;

import io.rundown.proof.control.BrokenImplementation;
import io.rundown.proof.control.Control;
import io.rundown.proof.control.Controls;
import io.rundown.proof.control.Stalls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs all jcstress tests over the implementation, and over the same with stalls in it, in which nothing forbidden may be seen, and each
 * control over the test that is to catch it, in every barrier mode that the JDK has. Ends with another
 * code than 0 if anything forbidden was seen in the one or nothing in the other.
 */
public final class ProofMain {

    private static final int ROUNDS = 3;

    private final Path directory = Path.of(System.getProperty("proof.directory", "target/proof"));
    private final Path sources = Path.of(System.getProperty("proof.sources", "../../rundown-impl/src/main/java"));
    private final String mode = System.getProperty("proof.mode", "default");
    private final String tests = System.getProperty("proof.tests", ".*");
    private final List<String> further = List.of(
                    System.getProperty("proof.further", "").split(" ", 0))
            .stream()
            .filter(each -> !each.isEmpty())
            .toList();
    private boolean failed;

    private ProofMain() {}

    /** Takes everything from system properties; see DESIGN.md. */
    public static void main(String[] args) throws IOException, InterruptedException {
        ProofMain proof = new ProofMain();
        List<String> parts = List.of(
                System.getProperty("proof.parts", "real,stalled,controls").split(",", 0));
        for (BarrierMode barrier : BarrierMode.available()) {
            if (parts.contains("real")) {
                proof.runReal(barrier);
            }
            if (parts.contains("stalled")) {
                proof.runStalled(barrier);
            }
            if (parts.contains("controls")) {
                proof.runControls(barrier);
            }
        }
        System.exit(proof.failed ? 1 : 0);
    }

    private void runReal(BarrierMode barrier) throws IOException, InterruptedException {
        Path report = directory.resolve("real-" + barrier);
        sayGood(barrier.toString(), new Jcstress(barrier, mode, report).run(tests, null, further), report);
    }

    /** In quick mode: a stall takes longer than all else. */
    private void runStalled(BarrierMode barrier) throws IOException, InterruptedException {
        Path work = directory.resolve("stalled-" + barrier);
        Path stalled = BrokenImplementation.compile(Stalls.everywhere(), sources, work);
        sayGood(barrier + " with stalls", new Jcstress(barrier, "quick", work).run(tests, stalled, further), work);
    }

    private void sayGood(String what, Findings found, Path report) {
        boolean good = found.forbidden() == 0 && found.errors() == 0;
        say(
                good,
                "%s: %d tests, %,d samples, %d forbidden, %d errors; report in %s"
                        .formatted(what, found.tests(), found.samples(), found.forbidden(), found.errors(), report));
    }

    /** In quick mode, and each until it is caught: what is broken shows early, but not in every run of a busy machine. */
    private void runControls(BarrierMode barrier) throws IOException, InterruptedException {
        for (Control control : Controls.all()) {
            if (control.modes().contains(barrier)
                    && Pattern.compile(tests).matcher(control.test()).find()) {
                Path work = directory.resolve("control-" + barrier);
                Path broken = BrokenImplementation.compile(control, sources, work);
                Jcstress jcstress = new Jcstress(barrier, "quick", work.resolve(control.name()));
                Findings found = jcstress.runUntilForbidden(control.pattern(), broken, further);
                for (int round = 1; round < ROUNDS && found.forbidden() == 0; round++) {
                    found = jcstress.runUntilForbidden(control.pattern(), broken, further);
                }
                say(
                        found.forbidden() > 0,
                        "%s: control %s by %s: %,d of %,d samples forbidden"
                                .formatted(
                                        barrier, control.name(), control.test(), found.forbidden(), found.samples()));
            }
        }
    }

    private void say(boolean good, String what) {
        failed |= !good;
        System.out.println(
                (good ? "ok     " : "FAILED ") + "JDK " + Runtime.version().feature() + " " + what);
    }
}
