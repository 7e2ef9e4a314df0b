package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.PluginHost;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.NextGreeterActivator;
import io.rundown.host.impl.sample.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.wiring.FrameworkWiring;

/** The commands in the Gogo shell, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class ShellContract extends HostOnFramework {

    private static final Path DOCUMENTED = Path.of("../docs/commands.md");

    @SuppressWarnings("NullAway.Init")
    private Bundle gogo;

    @SuppressWarnings("NullAway.Init")
    private ShellSession shell;

    @BeforeEach
    void startShell() throws Exception {
        BundleContext system = framework.getBundleContext();
        CountDownLatch commands = commandsCome(system);
        gogo = install(system, BundleFiles.bundleOf(CommandSession.class, folder));
        gogo.start();
        assertTrue(commands.await(10, TimeUnit.SECONDS), "the commands come when there is a shell");
        Path felix = BundleFiles.bundleOf(Class.forName("org.apache.felix.gogo.command.Activator"), folder);
        install(system, felix).start();
        shell = new ShellSession(system);
    }

    private static CountDownLatch commandsCome(BundleContext system) throws Exception {
        CountDownLatch commands = new CountDownLatch(1);
        AllServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                commands.countDown();
            }
        };
        // all: the class of the commands is on the class path of the tests, too
        system.addServiceListener(listener, "(osgi.command.scope=rundown)");
        return commands;
    }

    /** Every command, and what it prints: that is what the documentation shows. */
    @Test
    void commandsPrintWhatIsDocumented() throws Exception {
        List<String> transcript = new ArrayList<>();
        add(transcript, "rundown:plugins");
        add(transcript, "rundown:services sample.plugin");
        Greeter greeter = greeter();
        CompletableFuture<String> inside = callInside(greeter);
        add(transcript, "rundown:calls");
        CompletableFuture<String> drain = async(() -> shell.run("rundown:drain sample.plugin"));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        while (!shell.printed().contains("draining sample.plugin")) {
            Thread.onSpinWait();
        }
        Probe.leave.countDown();
        inside.get(10, TimeUnit.SECONDS);
        transcript.add("g! rundown:drain sample.plugin");
        transcript.addAll(onlyOneProgressLine(drain.get(10, TimeUnit.SECONDS)));
        add(transcript, "rundown:resume sample.plugin");
        add(transcript, "rundown:reload sample.plugin");
        Path next = BundleFiles.plugin(
                NextGreeterActivator.class,
                PLUGIN,
                Map.of("Bundle-Version", "2.0.0"),
                Files.createDirectory(folder.resolve("next")));
        String nextUrl = next.toUri().toString();
        transcript.add("g! rundown:reload -b sample.plugin file:/plugins/sample.plugin-2.0.0.jar");
        transcript.addAll(
                shell.run("rundown:reload -b sample.plugin " + nextUrl).lines().toList());
        add(transcript, "rundown:refresh");
        add(transcript, "rundown:stop sample.plugin");
        for (Bundle bundle : consumer.getBundles()) {
            if (PLUGIN.equals(bundle.getSymbolicName())) {
                bundle.start();
            }
        }
        add(transcript, "rundown:unload sample.plugin");
        add(transcript, "rundown:history");
        Path printed = Path.of("target", getClass().getSimpleName() + "-commands.txt");
        Files.write(printed, transcript);
        List<String> documented = Files.readAllLines(DOCUMENTED).stream()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .toList();
        assertEquals(
                normal(documented), normal(transcript), () -> "what was printed is in " + printed.toAbsolutePath());
    }

    private void add(List<String> transcript, String command) throws Exception {
        transcript.add("g! " + command);
        transcript.addAll(shell.run(command).lines().toList());
    }

    private static List<String> onlyOneProgressLine(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.startsWith("draining ") || lines.stream().noneMatch(before -> before.startsWith("draining "))) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Without what differs from one run to the next. */
    private static String normal(List<String> lines) {
        return String.join("\n", lines)
                .replaceAll("[0-9]+ ms", "# ms")
                .replaceAll("[0-9]{4}-[0-9T:-]+Z", "#time")
                .replaceAll("[0-9]+ +(yes|no)", "#id $1")
                .replaceAll(" +", " ");
    }

    private CompletableFuture<String> callInside(Greeter greeter) throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread caller = new Thread(
                () -> {
                    try {
                        result.complete(greeter.greet("world"));
                    } catch (InterruptedException | RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                },
                "a caller");
        caller.start();
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        awaitStill(caller);
        return result;
    }

    @Test
    void stacksOnDemand() throws Exception {
        CompletableFuture<String> inside = callInside(greeter());
        assertTrue(shell.run("rundown:calls -s sample.plugin").contains("GuardedGreeter.greet"));
        assertTrue(shell.run("rundown:calls -s sample.plugin").contains("    at "));
        assertFalse(shell.run("rundown:calls sample.plugin").contains("    at "));
        Probe.leave.countDown();
        inside.get(10, TimeUnit.SECONDS);
    }

    @Test
    void commandsSurviveARefreshOfTheShellAndSoDoesTheHost() throws Exception {
        Object host = service(PluginHost.class);
        BundleContext system = framework.getBundleContext();
        CountDownLatch commands = commandsCome(system);
        gogo.update(Files.newInputStream(BundleFiles.bundleOf(CommandSession.class, folder)));
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(gogo), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        assertTrue(refreshed.await(10, TimeUnit.SECONDS));
        assertTrue(commands.await(10, TimeUnit.SECONDS));
        assertTrue(new ShellSession(system).run("rundown:plugins").contains(PLUGIN));
        assertSame(host, service(PluginHost.class));
    }

    @Test
    void ctrlCGivesTheDrainUp() throws Exception {
        CompletableFuture<String> inside = callInside(greeter());
        CompletableFuture<Boolean> drain = async(() -> {
            assertThrows(Exception.class, () -> shell.run("rundown:drain sample.plugin"));
            return true;
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        shell.interrupt();
        assertTrue(drain.get(10, TimeUnit.SECONDS));
        while (consumer.getServiceReference(Greeter.class) == null) {
            Thread.onSpinWait(); // the command runs on a thread of the shell's
        }
        Probe.leave.countDown();
        assertEquals("hello world", inside.get(10, TimeUnit.SECONDS));
        assertEquals("hello again", greeter().greet("again"));
    }

    @Test
    void whatNobodyCanMeanIsRefusedWithWhatThereIs() throws Exception {
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> shell.run("rundown:drain no.such"));
        assertTrue(
                unknown.toString().contains("there are sample.plugin [" + plugin.getBundleId() + "]"),
                unknown::toString);
        Bundle twin = install(
                framework.getBundleContext(),
                BundleFiles.plugin(
                        NoActivator.class,
                        PLUGIN,
                        Map.of("Bundle-Version", "3.0.0"),
                        Files.createDirectory(folder.resolve("twin"))));
        twin.start();
        IllegalArgumentException ambiguous =
                assertThrows(IllegalArgumentException.class, () -> shell.run("rundown:stop sample.plugin"));
        assertTrue(ambiguous.toString().contains("use the id"), ambiguous::toString);
        assertTrue(shell.run("rundown:stop " + twin.getBundleId()).contains("DONE"));
        assertNotNull(consumer.getServiceReference(Greeter.class));
    }

    @Test
    void namesThatOthersHaveAreTheirs() throws Exception {
        String felix = "(boolean, Bundle[])"; // without the converters of a shell, its command takes nothing else
        IllegalArgumentException stop = assertThrows(IllegalArgumentException.class, () -> shell.run("stop 4711"));
        assertTrue(stop.toString().contains(felix), stop::toString);
        assertTrue(shell.run("rundown:refresh").contains("NOTHING_TO_DO"));
        assertTrue(shell.run("plugins").contains(PLUGIN), "what only rundown has needs no scope");
        shell.run("SCOPE = 'rundown:*'");
        assertTrue(shell.run("refresh").contains("NOTHING_TO_DO"), "unless somebody prefers rundown");
    }

    @Test
    void nextCommandOfAPipeReadsWhatACommandPrints() throws Exception {
        framework
                .getBundleContext()
                .registerService(
                        Shouter.class,
                        new Shouter(),
                        FrameworkUtil.asDictionary(
                                Map.of("osgi.command.scope", "test", "osgi.command.function", "shout")));
        String shouted = shell.run("rundown:plugins | test:shout");
        assertTrue(shouted.contains("SAMPLE.PLUGIN"), shouted);
        assertFalse(shouted.contains(PLUGIN), shouted);
    }

    /** A command that prints in capital letters what it reads. */
    public static final class Shouter {

        /** Until there is no more. */
        public void shout() throws IOException {
            System.out.print(new String(System.in.readAllBytes(), StandardCharsets.UTF_8).toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void helpExplainsACommandAndItsArguments() throws Exception {
        String drain = shell.result("help rundown:drain");
        assertTrue(drain.contains("refuses new calls to a plugin and waits for those in flight"), drain);
        assertTrue(drain.contains("its bundle id, or its symbolic name"), drain);
        String reload = shell.result("help rundown:reload");
        assertTrue(reload.contains("--side-by-side"), reload);
    }

    @Test
    void jarIsGivenAsAPathToo() throws Exception {
        Path next = BundleFiles.plugin(
                NextGreeterActivator.class,
                PLUGIN,
                Map.of("Bundle-Version", "2.0.0"),
                Files.createDirectory(folder.resolve("next")));
        assertTrue(shell.run("rundown:reload sample.plugin " + next).contains("DONE"));
        assertEquals("2.0.0", plugin.getVersion().toString());
        Exception missing = assertThrows(Exception.class, () -> shell.run("rundown:reload sample.plugin /no/such.jar"));
        assertTrue(missing.toString().contains("there is no file"), missing::toString);
        Exception nonsense =
                assertThrows(Exception.class, () -> shell.run("rundown:reload sample.plugin nonsense:x.jar"));
        assertTrue(nonsense.toString().contains("'nonsense:x.jar' is no URL"), nonsense::toString);
        Exception none = assertThrows(Exception.class, () -> shell.run("rundown:reload -b sample.plugin"));
        assertTrue(none.toString().contains("which jar is to start beside sample.plugin?"), none::toString);
    }

    @Test
    void commandsGoWithTheHost() throws Exception {
        BundleContext system = framework.getBundleContext();
        Bundle host = system.getServiceReference(PluginHost.class).getBundle();
        host.stop();
        assertEquals(
                0,
                java.util.Arrays.stream(system.getBundles())
                        .filter(bundle -> "io.rundown.shell".equals(bundle.getSymbolicName()))
                        .count());
        CountDownLatch commands = commandsCome(system);
        host.start();
        assertTrue(commands.await(10, TimeUnit.SECONDS));
        assertTrue(shell.run("rundown:plugins").contains(PLUGIN));
    }
}
