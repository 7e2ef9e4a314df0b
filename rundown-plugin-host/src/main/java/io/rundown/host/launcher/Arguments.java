package io.rundown.host.launcher;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What was asked for on the command line.
 *
 * @param task what to do
 * @param plugins the folder that is watched
 * @param storage the folder that the framework keeps its state in
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

            Exit codes: 0 stopped, 1 the framework did not start, 2 the command line makes no sense, 3 another host runs on
            the same storage folder.
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
        }
        return new Arguments(task, plugins, storage, shell);
    }

    private static Path folder(String[] arguments, int i) throws Unusable {
        if (i == arguments.length) {
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
}
