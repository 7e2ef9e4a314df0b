package io.rundown.host.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What was asked for on the command line.
 *
 * @param task what to do
 * @param plugins the folder that is watched, absolute
 * @param storage the folder that the framework keeps its state in, absolute
 * @param shell whether the terminal gets a shell
 */
record Arguments(Task task, Path plugins, Path storage, boolean shell) {

    /** What can be asked for. */
    enum Task {
        RUN,
        HELP,
        VERSION
    }

    static final String HELP = """
            Usage: java -jar rundown-host.jar [--plugins DIR] [--storage DIR] [--no-shell]

            Runs the bundles in a folder, each behind the plugin host: a jar that is copied into the folder is started,
            one that is replaced is reloaded while calls to it are held, one that is deleted is drained and uninstalled.

              --plugins DIR  the folder, which must be there; ./plugins if not given
              --storage DIR  where the framework keeps its state, made if need be; ./storage if not given
              --no-shell     no shell on this terminal; also without the option if there is no terminal
              --help         prints this
              --version      prints the version

            Any framework property can be set with -D before -jar, such as -Drundown.drain.timeout=PT5S, which is how long
            a plugin is drained, or -Drundown.plugins=com.acme.*, which says what is a plugin (all that lie in the folder).

            Ctrl-C, SIGINT and SIGTERM stop it, and so do Ctrl-D and exit 0 in the shell, where Ctrl-C ends the command that
            runs. Plugins are drained for rundown.shutdown.budget (PT60S) at most.

            Exit codes: 0 stopped, 1 the framework did not start, 2 the command line makes no sense, or names a folder that
            cannot be used, 3 another host runs on the same storage folder, 4 a plugin did not stop within
            rundown.shutdown.budget and 10 s more, and was left behind.
            """;

    /** The command line makes no sense; the message says why, and what to do. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    static Arguments parse(String... arguments) throws Unusable {
        Task task = Task.RUN;
        Path plugins = Path.of("plugins");
        Path storage = Path.of("storage");
        boolean shell = true;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--plugins" -> plugins = folder(arguments, ++i);
                case "--storage" -> storage = folder(arguments, ++i);
                case "--no-shell" -> shell = false;
                case "--help", "-h" -> task = Task.HELP;
                case "--version" -> task = Task.VERSION;
                default -> throw new Unusable("'" + arguments[i] + "' is not understood; --help tells what is");
            }
        }
        if (task == Task.RUN) {
            check(plugins);
            checkStorage(storage);
        }
        return new Arguments(task, canonical(plugins), absolute(storage), shell);
    }

    private static Path folder(String[] arguments, int i) throws Unusable {
        if (i == arguments.length || arguments[i].isBlank()) {
            throw new Unusable(arguments[i - 1] + " needs a folder after it");
        }
        try {
            return Path.of(arguments[i]);
        } catch (InvalidPathException e) {
            throw new Unusable(
                    arguments[i - 1] + ": '" + arguments[i] + "' cannot be a folder's name: " + e.getReason());
        }
    }

    private static void check(Path plugins) throws Unusable {
        String name = "the plugin folder " + plugins.toAbsolutePath();
        if (absolute(plugins).toString().contains(",")) {
            throw new Unusable(name + " has a comma in its name, where File Install would take it apart; rename it");
        }
        checkName(name);
        if (!Files.exists(plugins)) {
            throw new Unusable(name + " is not there; make it, or name another one with --plugins");
        }
        if (!Files.isDirectory(plugins)) {
            throw new Unusable(name + " is not a folder; name another one with --plugins");
        }
        if (!Files.isReadable(plugins) || !Files.isExecutable(plugins)) {
            throw new Unusable(name + " cannot be read; change its permissions, or name another one with --plugins");
        }
    }

    private static void checkStorage(Path storage) throws Unusable {
        String name = "the storage folder " + storage.toAbsolutePath();
        checkName(name);
        if (Files.exists(storage) && !Files.isDirectory(storage)) {
            throw new Unusable(name + " is not a folder; name another one with --storage");
        }
    }

    private static void checkName(String name) throws Unusable {
        if (name.contains("${")) {
            throw new Unusable(name + " has ${ in its name, which File Install would take for a variable; rename it");
        }
    }

    /** The same text for the same folder, whatever links lead to it: File Install knows bundles by it. */
    private static Path canonical(Path folder) throws Unusable {
        try {
            return folder.toFile().getCanonicalFile().toPath();
        } catch (IOException e) {
            throw new Unusable(
                    "the plugin folder " + folder + " cannot be found: " + e + "; name another one with --plugins");
        }
    }

    private static Path absolute(Path folder) {
        return folder.toAbsolutePath().normalize();
    }
}
