package io.rundown.host.impl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** A session of the Gogo shell. By reflection: its API is that of the bundle, not of the tests. */
final class ShellSession {

    private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Object session;

    ShellSession(BundleContext system) throws ReflectiveOperationException, InvalidSyntaxException {
        ServiceReference<?>[] references = system.getAllServiceReferences(PROCESSOR, null);
        Object processor = system.getService(references[0]);
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
        session = processor
                .getClass()
                .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class)
                .invoke(processor, new ByteArrayInputStream(new byte[0]), out, out);
    }

    /**
     * What a command prints.
     *
     * @throws Exception what the command throws
     */
    String run(String command) throws Exception {
        written.reset();
        execute(command);
        return printed();
    }

    /** What a shell would print of what a command returns. */
    String result(String command) throws Exception {
        return String.valueOf(execute(command));
    }

    /** What has been printed since the last command began. */
    String printed() {
        return written.toString(StandardCharsets.UTF_8);
    }

    /** What a terminal does at Ctrl-C. */
    void interrupt() throws ReflectiveOperationException {
        Object job = session.getClass().getMethod("foregroundJob").invoke(session);
        job.getClass()
                .getClassLoader()
                .loadClass("org.apache.felix.service.command.Job")
                .getMethod("interrupt")
                .invoke(job);
    }

    private @Nullable Object execute(String command) throws Exception {
        try {
            return session.getClass().getMethod("execute", CharSequence.class).invoke(session, command);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            throw e;
        }
    }
}
