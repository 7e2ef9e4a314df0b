package io.rundown.itests.karaf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.Subject;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/** What an administrator types. */
final class KarafShell {

    /** As the page on Karaf tells. */
    static final String[] INSTALL = {
        "feature:repo-add mvn:io.rundown/rundown-plugin-host/" + System.getProperty("rundown.version")
                + "/xml/features",
        "feature:install rundown"
    };

    /** As the page on Karaf tells. */
    static final String[] CONFIGURE = {
        "config:property-set -p io.rundown.host plugins 'sample.*'",
        "config:property-set -p io.rundown.host hold 'sample.*'"
    };

    private final SessionFactory sessions;

    KarafShell(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** What it prints. */
    String run(String... commands) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
        try {
            for (String command : commands) {
                Subject.doAs(
                        Administrator.subject(), (PrivilegedExceptionAction<Object>) () -> session.execute(command));
            }
        } finally {
            session.close();
        }
        return bytes.toString();
    }

    /** What the tabulator key offers behind a command. */
    List<String> completions(String scope, String name, String begun) {
        Session session = sessions.create(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(new ByteArrayOutputStream()),
                new PrintStream(new ByteArrayOutputStream()));
        try {
            Command command = sessions.getRegistry().getCommand(scope, name);
            List<String> candidates = new ArrayList<>();
            CommandLine line = new TypedLine(scope + ":" + name, begun);
            command.getCompleter(false).complete(session, line, candidates);
            return candidates;
        } finally {
            session.close();
        }
    }

    /** A command and the begin of its argument, with the cursor at the end. */
    private record TypedLine(String command, String argument) implements CommandLine {

        @Override
        public int getCursorArgumentIndex() {
            return 1;
        }

        @Override
        public String getCursorArgument() {
            return argument;
        }

        @Override
        public int getArgumentPosition() {
            return argument.length();
        }

        @Override
        public String[] getArguments() {
            return new String[] {command, argument};
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return command + " " + argument;
        }
    }
}
